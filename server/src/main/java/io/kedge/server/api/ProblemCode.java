package io.kedge.server.api;

import org.springframework.http.HttpStatus;

/// Why the server itself turned a request away, in the order of checking. What a contract refuses
/// keeps the contract's own code.
public enum ProblemCode implements ProblemKind {
  /// The request has more bytes than are taken.
  TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
  /// More requests than are taken in this time.
  TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS),
  /// Nobody is signed in, or what was shown is not valid any more.
  NOT_SIGNED_IN(HttpStatus.UNAUTHORIZED),
  /// A change without the token that shows it was not another page's doing.
  CSRF_TOKEN_MISSING(HttpStatus.FORBIDDEN),
  /// The account lacks a permission, named in `permission`.
  PERMISSION_MISSING(HttpStatus.FORBIDDEN),
  /// The request does not have the form its operation asks for.
  MALFORMED(HttpStatus.BAD_REQUEST),
  /// There is nothing here, or nothing that the account may see.
  NOT_FOUND(HttpStatus.NOT_FOUND),
  /// The method is not one of those that the path knows.
  METHOD_UNKNOWN(HttpStatus.METHOD_NOT_ALLOWED),
  /// The body is of a kind that is not taken.
  MEDIA_TYPE_UNKNOWN(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
  /// The answer is not to be had in the kind that was asked for.
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE),
  /// The same idempotency key came with another request.
  IDEMPOTENCY_KEY_REUSED(HttpStatus.CONFLICT),
  /// It does not go together with what is there: something was removed or added meanwhile.
  CONFLICT(HttpStatus.CONFLICT),
  /// It was changed since it was read.
  CHANGED_MEANWHILE(HttpStatus.PRECONDITION_FAILED),
  /// The ledger takes no commands now.
  LEDGER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
  /// It was cut off because it took too long.
  TOO_SLOW(HttpStatus.SERVICE_UNAVAILABLE),
  /// The server failed; nothing is known to have happened. The log has the cause under `trace`.
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR);

  private final HttpStatus status;

  ProblemCode(HttpStatus status) {
    this.status = status;
  }

  /// The code for what others turned away with nothing but a status.
  static ProblemCode ofStatus(int status) {
    return switch (status) {
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_UNKNOWN;
      case 406 -> NOT_ACCEPTABLE;
      case 413, 414, 431 -> TOO_LARGE;
      case 415 -> MEDIA_TYPE_UNKNOWN;
      case 503 -> TOO_SLOW;
      default -> status < 500 ? MALFORMED : INTERNAL;
    };
  }

  @Override
  public HttpStatus status() {
    return status;
  }

  @Override
  public String code() {
    return "server." + name();
  }
}
