package io.kedge.projection.sql;

import org.jspecify.annotations.Nullable;

/// A query that was not answered, by name.
public final class SqlRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final SqlRefusal refusal;

  SqlRefusedException(SqlRefusal refusal, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.refusal = refusal;
  }

  /// The refusal's name.
  public SqlRefusal refusal() {
    return refusal;
  }
}
