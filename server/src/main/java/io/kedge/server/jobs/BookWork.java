package io.kedge.server.jobs;

import io.kedge.contract.Event;
import io.kedge.kernel.Quantity;
import io.kedge.note.Lock;
import io.kedge.note.Note;
import io.kedge.note.NoteEvent;
import org.jooq.DSLContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Keeps value as the events tell it: notes and locks one by one on the one side, what was minted
/// and burned on the other. The end-of-day close compares the two.
@Component
@Order(50)
final class BookWork implements BlockWork {
  @Override
  public void apply(DSLContext db, WorkBlock block) {
    String ledger = block.ledger().name();
    for (WorkBlock.WorkCommand command : block.commands()) {
      for (Event event : command.events()) {
        if (event.tag().startsWith("note.") || event.tag().startsWith("lock.")) {
          apply(db, ledger, NoteEvent.decode(event.body()));
        }
      }
    }
  }

  private static void apply(DSLContext db, String ledger, NoteEvent event) {
    switch (event) {
      case NoteEvent.Created(Note note) ->
          db.execute(
              "insert into kedge.work_note (ledger, note, instrument, owner, units)"
                  + " values (?, ?, ?, ?, ?)",
              ledger,
              note.id().value(),
              note.amount().instrument().value(),
              note.owner().value(),
              note.amount().units());
      case NoteEvent.Spent(var id) ->
          db.execute(
              "delete from kedge.work_note where ledger = ? and note = ?", ledger, id.value());
      case NoteEvent.Locked(Lock lock) ->
          db.execute(
              "insert into kedge.work_lock (ledger, lock, instrument, owner, purpose, units)"
                  + " values (?, ?, ?, ?, ?, ?)",
              ledger,
              lock.id().value(),
              lock.amount().instrument().value(),
              lock.owner().value(),
              lock.purpose().name(),
              lock.amount().units());
      case NoteEvent.Ended(var id, _) ->
          db.execute(
              "delete from kedge.work_lock where ledger = ? and lock = ?", ledger, id.value());
      case NoteEvent.Minted(Quantity amount) -> total(db, ledger, amount, 0);
      case NoteEvent.Burned(Quantity amount) -> total(db, ledger, amount, amount.units());
      case NoteEvent.Forced _ -> {}
    }
  }

  private static void total(DSLContext db, String ledger, Quantity amount, long burned) {
    db.execute(
        "insert into kedge.work_total (ledger, instrument, minted, burned) values (?, ?, ?, ?)"
            + " on conflict (ledger, instrument) do update set"
            + " minted = work_total.minted + excluded.minted,"
            + " burned = work_total.burned + excluded.burned",
        ledger,
        amount.instrument().value(),
        amount.units() - burned,
        burned);
  }
}
