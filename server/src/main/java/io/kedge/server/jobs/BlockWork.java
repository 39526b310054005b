package io.kedge.server.jobs;

import org.jooq.DSLContext;

/// Takes blocks into tables of its own. All of them write in one transaction with the position, so
/// whatever ends the process, the next block to come is the one after the last that is in the rows.
///
/// They are asked in the order of [org.springframework.core.annotation.Order].
public interface BlockWork {
  /// Takes one block in.
  ///
  /// @param db the transaction
  /// @param block the next block; the state may be further on already
  void apply(DSLContext db, WorkBlock block);
}
