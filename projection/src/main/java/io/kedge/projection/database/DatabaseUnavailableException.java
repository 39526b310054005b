package io.kedge.projection.database;

import org.jspecify.annotations.Nullable;

/// There is no database to work with. The message is for people: it names the cause and what can be
/// done, the option `--db` among it.
public final class DatabaseUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DatabaseUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
