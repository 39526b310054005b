package io.kedge.projection;

import io.kedge.contract.Event;
import io.kedge.genesis.Genesis;
import java.util.Set;
import org.jooq.DSLContext;

/// The read models of one concept: writes rows from decoded events. It keeps nothing in memory
/// between events, reads nothing but its own tables and never asks a clock, so that building from
/// zero gives the same rows as following the ledger live.
public interface Projection {
  /// A name for messages, for example `asset`.
  String name();

  /// The tags of the events it wants, for example `asset.registered`.
  Set<String> tags();

  /// Writes what the ledger begins with. Called once, before the first block.
  ///
  /// @param db the transaction, in the ledger's schema
  default void begin(DSLContext db, Genesis genesis) {}

  /// Writes what an event says. Called for each wanted event, in the order of the ledger.
  ///
  /// @param db the transaction, in the ledger's schema
  void apply(DSLContext db, Event event, EventPosition position);
}
