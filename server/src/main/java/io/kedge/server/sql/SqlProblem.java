package io.kedge.server.sql;

import io.kedge.projection.sql.SqlRefusal;
import io.kedge.server.api.ProblemKind;
import org.springframework.http.HttpStatus;

/// Why a query was not answered, in the order of checking.
public enum SqlProblem implements ProblemKind {
  /// This database does not let Kedge make roles.
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
  /// It is not exactly one statement that answers rows.
  NOT_ONE_QUERY(HttpStatus.BAD_REQUEST),
  /// PostgreSQL does not understand it, or a value does not fit.
  INVALID(HttpStatus.BAD_REQUEST),
  /// It asks for what the organisation may not read, or to write.
  NOT_ALLOWED(HttpStatus.FORBIDDEN),
  /// It took longer than a query may.
  TIMEOUT(HttpStatus.UNPROCESSABLE_CONTENT),
  /// It needed more than a query may.
  TOO_LARGE(HttpStatus.UNPROCESSABLE_CONTENT),
  /// As many queries run as may at once.
  BUSY(HttpStatus.TOO_MANY_REQUESTS);

  private final HttpStatus status;

  SqlProblem(HttpStatus status) {
    this.status = status;
  }

  @Override
  public HttpStatus status() {
    return status;
  }

  @Override
  public String code() {
    return "sql." + name();
  }

  static SqlProblem of(SqlRefusal refusal) {
    return switch (refusal) {
      case NOT_ONE_QUERY -> NOT_ONE_QUERY;
      case INVALID -> INVALID;
      case NOT_ALLOWED, NO_ROLE -> NOT_ALLOWED;
      case TIMEOUT -> TIMEOUT;
      case TOO_LARGE -> TOO_LARGE;
      case BUSY -> BUSY;
    };
  }
}
