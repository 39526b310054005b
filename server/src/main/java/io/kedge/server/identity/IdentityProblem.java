package io.kedge.server.identity;

import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemKind;
import org.springframework.http.HttpStatus;

/// Why a step of the user centre was refused. The name is public: `identity.LOGIN_FAILED`.
public enum IdentityProblem implements ProblemKind {
  /// Name, password, code or passkey do not fit together; it is never said which.
  LOGIN_FAILED(HttpStatus.UNAUTHORIZED),
  /// The password is right and a code is needed.
  SECOND_FACTOR_REQUIRED(HttpStatus.UNAUTHORIZED),
  /// Too many failures: wait as long as `retryAfterSeconds` says.
  TOO_MANY_ATTEMPTS(HttpStatus.TOO_MANY_REQUESTS),
  /// The account has to set a password of its own first.
  PASSWORD_CHANGE_REQUIRED(HttpStatus.FORBIDDEN),
  /// The scopes of the API key or certificate do not reach that far.
  SCOPE_MISSING(HttpStatus.FORBIDDEN),
  /// A field that the kind or a role requires is missing.
  FIELD_MISSING(HttpStatus.UNPROCESSABLE_CONTENT),
  /// A field has not the form it must have.
  FIELD_WRONG(HttpStatus.UNPROCESSABLE_CONTENT),
  /// A document that the kind or a role requires is missing.
  DOCUMENT_MISSING(HttpStatus.UNPROCESSABLE_CONTENT),
  /// The content of an upload is of no kind that is taken.
  FILE_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
  /// The upload is too large.
  FILE_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
  /// Shorter than twelve characters.
  PASSWORD_TOO_SHORT(HttpStatus.UNPROCESSABLE_CONTENT),
  /// Longer than 128 characters.
  PASSWORD_TOO_LONG(HttpStatus.UNPROCESSABLE_CONTENT),
  /// One of the passwords every guesser begins with.
  PASSWORD_COMMON(HttpStatus.UNPROCESSABLE_CONTENT),
  /// The password contains the name of the account.
  PASSWORD_HAS_LOGIN(HttpStatus.UNPROCESSABLE_CONTENT),
  /// The link was used, is too old, or never was.
  LINK_INVALID(HttpStatus.UNPROCESSABLE_CONTENT),
  /// The application or the account is at another point of its life.
  STATE_UNFIT(HttpStatus.CONFLICT),
  /// The second of four eyes is the same person as the first.
  SAME_OFFICER(HttpStatus.FORBIDDEN),
  /// Nobody decides about their own party, and nobody about themselves.
  OWN_CASE(HttpStatus.FORBIDDEN),
  /// An external check of the identity did not pass.
  KYC_FAILED(HttpStatus.UNPROCESSABLE_CONTENT),
  /// The certificate chain is not trusted, not valid now, or of somebody else.
  CERTIFICATE_REJECTED(HttpStatus.UNPROCESSABLE_CONTENT),
  /// The signature over the challenge does not verify, or the challenge is too old or used.
  CHALLENGE_FAILED(HttpStatus.UNPROCESSABLE_CONTENT),
  /// The party's key is not in the server's custody: the party signs itself.
  NOT_IN_CUSTODY(HttpStatus.CONFLICT),
  /// The name is in use.
  NAME_TAKEN(HttpStatus.CONFLICT),
  /// The role or permission is not known.
  ROLE_UNKNOWN(HttpStatus.UNPROCESSABLE_CONTENT),
  /// Nobody would be left who can manage accounts.
  LAST_ADMIN(HttpStatus.CONFLICT);

  private final HttpStatus status;

  IdentityProblem(HttpStatus status) {
    this.status = status;
  }

  @Override
  public HttpStatus status() {
    return status;
  }

  /// The refusal on its way to the caller.
  ///
  /// @param detail what about it, without secrets
  public Problem problem(String detail) {
    return new Problem(this, detail);
  }

  /// Refuses unless the condition holds.
  void unless(boolean condition, String detail) {
    if (!condition) {
      throw problem(detail);
    }
  }
}
