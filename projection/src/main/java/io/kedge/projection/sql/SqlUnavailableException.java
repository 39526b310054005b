package io.kedge.projection.sql;

import org.jspecify.annotations.Nullable;

/// This database cannot offer SQL to users; the message says why, and what can be done.
public final class SqlUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SqlUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
