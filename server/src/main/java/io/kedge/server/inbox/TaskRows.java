package io.kedge.server.inbox;

import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.party.Role;
import io.kedge.server.jobs.WorkBlock;
import java.util.Optional;
import org.jooq.DSLContext;

/// Writes what waits for whom, within the transaction of a block.
///
/// @param db the transaction
/// @param block the block
record TaskRows(DSLContext db, WorkBlock block) {
  /// Something that waits.
  ///
  /// @param kind what is to be done
  /// @param subject to what, an id
  /// @param about what it is about, for people
  /// @param from since when it can be done
  /// @param due until when it should be done
  record Entry(
      TaskKind kind, String subject, String about, LedgerTime from, Optional<LedgerTime> due) {}

  /// It waits for one party.
  void put(Entry entry, PartyId party) {
    put(entry, party.value(), "");
  }

  /// It waits for any party with a role.
  void put(Entry entry, Role role) {
    put(entry, "", role.name());
  }

  /// It waits for a party in a role, or for any with that role where none is named.
  void put(Entry entry, Optional<PartyId> party, Role role) {
    put(entry, party.map(PartyId::value).orElse(""), role.name());
  }

  private void put(Entry entry, String party, String role) {
    db.execute(
        "insert into kedge.task (ledger, kind, subject, party, role, about, from_at, due_at)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (ledger, kind, subject, party, role) do update set"
            + " about = excluded.about, from_at = excluded.from_at, due_at = excluded.due_at",
        block.ledger().name(),
        entry.kind().name(),
        entry.subject(),
        party,
        role,
        entry.about(),
        entry.from().millis(),
        entry.due().map(LedgerTime::millis).orElse(null));
  }

  /// Nothing about a subject waits any more.
  void drop(String subject) {
    db.execute(
        "delete from kedge.task where ledger = ? and subject = ?", block.ledger().name(), subject);
  }

  /// One kind of thing about a subject waits no more, for one party or for all.
  void drop(TaskKind kind, String subject, Optional<PartyId> party) {
    db.execute(
        "delete from kedge.task where ledger = ? and kind = ? and subject = ?"
            + " and (party = ? or ?)",
        block.ledger().name(),
        kind.name(),
        subject,
        party.map(PartyId::value).orElse(""),
        party.isEmpty());
  }
}
