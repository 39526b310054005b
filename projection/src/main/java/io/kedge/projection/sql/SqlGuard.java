package io.kedge.projection.sql;

import io.kedge.projection.database.Database;
import java.time.Duration;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/// Cancels what organisations' roles run for too long. The roles have a `statement_timeout`, but a
/// session may set its own; this one cannot be set.
public final class SqlGuard implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SqlGuard.class.getName());
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Database database;
  private final Duration atMost;
  private final Thread thread;
  private volatile boolean closing;

  private SqlGuard(Database database, Duration atMost) {
    this.database = database;
    this.atMost = atMost;
    thread = Thread.ofVirtual().name("sql-guard").unstarted(this::run);
  }

  /// Starts to watch.
  ///
  /// @param atMost how long a statement may run; it is found out within a second
  public static SqlGuard start(Database database, Duration atMost) {
    var guard = new SqlGuard(database, atMost);
    guard.thread.start();
    return guard;
  }

  private void run() {
    while (!closing) {
      try {
        Thread.sleep(LOOK_EVERY);
        cancel();
      } catch (InterruptedException _) {
        return; // close() interrupts
      } catch (DataAccessException e) {
        if (!closing) {
          LOG.log(System.Logger.Level.WARNING, "cannot look after users' SQL: " + e.getMessage());
        }
      }
    }
  }

  private void cancel() {
    database
        .jooq()
        .execute(
            "select pg_cancel_backend(a.pid) from pg_stat_activity a"
                + " where a.usename like 'kedge\\_org\\_%' and a.state = 'active'"
                + " and a.query_start < clock_timestamp() - {0} * interval '1 millisecond'",
            DSL.inline(atMost.toMillis()));
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
