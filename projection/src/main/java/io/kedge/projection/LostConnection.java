package io.kedge.projection;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells what passes by waiting: a database that is away, starts, stops or has run out of
/// connections, and transactions that stood in each other's way.
final class LostConnection {
  /// Connection exceptions, insufficient resources, operator intervention, transaction rollback.
  private static final Set<String> CLASSES = Set.of("08", "53", "57", "40");

  private LostConnection() {}

  static boolean is(@Nullable Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLTransientException) {
        return true;
      }
      if (at instanceof SQLException sql
          && sql.getSQLState() != null
          && sql.getSQLState().length() == 5
          && CLASSES.contains(sql.getSQLState().substring(0, 2))) {
        return true;
      }
    }
    return false;
  }
}
