package io.kedge.server.jobs;

import io.kedge.server.gateway.HostedLedger;
import org.jooq.DSLContext;

/// Hears what jobs came to.
public interface WorkListener {
  /// Blocks of a ledger are in the tables, and can be queried. Called after the transaction.
  default void followed(String ledger) {}

  /// A job has come to its end, exactly once for each due time.
  ///
  /// @param db the transaction that says so
  default void done(DSLContext db, HostedLedger ledger, Job job) {}
}
