package io.kedge.projection.trading;

import static io.kedge.projection.jooq.Tables.INSTRUMENTS;
import static io.kedge.projection.jooq.Tables.LOCKS;
import static io.kedge.projection.jooq.Tables.NOTES;

import io.kedge.contract.Event;
import io.kedge.kernel.LockId;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.note.Lock;
import io.kedge.note.LockEnd;
import io.kedge.note.Note;
import io.kedge.note.NoteEvent;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import java.util.Set;
import org.jooq.DSLContext;

/// Notes and locks, the balances that they add up to, and what is outstanding of each instrument.
final class NoteProjection implements Projection {
  @Override
  public String name() {
    return "note";
  }

  @Override
  public Set<String> tags() {
    return NoteEvent.FORMAT.tags();
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition position) {
    switch (NoteEvent.decode(event.body())) {
      case NoteEvent.Created(var note) -> created(db, note, position);
      case NoteEvent.Spent(var id) -> spent(db, id, position);
      case NoteEvent.Locked(var lock) -> locked(db, lock, position);
      case NoteEvent.Ended(var id, var how) -> ended(db, id, how, position);
      case NoteEvent.Minted(var amount) -> supply(db, amount, amount.units(), position);
      case NoteEvent.Burned(var amount) -> supply(db, amount, 0, position);
      case NoteEvent.Forced _ -> {} // its reason is a movement's part
    }
  }

  private static void created(DSLContext db, Note note, EventPosition position) {
    String instrument = note.amount().instrument().value();
    db.insertInto(NOTES)
        .set(NOTES.ID, note.id().value())
        .set(NOTES.OWNER, note.owner().value())
        .set(NOTES.INSTRUMENT, instrument)
        .set(NOTES.UNITS, note.amount().units())
        .set(NOTES.SINCE, note.since().millis())
        .set(NOTES.CREATED_HEIGHT, position.height())
        .set(NOTES.CREATED_BY, position.commandId().hex())
        .execute();
    Balances.move(db, position, note.owner().value(), instrument, note.amount().units(), 0);
  }

  private static void spent(DSLContext db, NoteId id, EventPosition position) {
    var note =
        db.update(NOTES)
            .set(NOTES.SPENT_HEIGHT, position.height())
            .set(NOTES.SPENT_BY, position.commandId().hex())
            .where(NOTES.ID.eq(id.value()))
            .returning(NOTES.OWNER, NOTES.INSTRUMENT, NOTES.UNITS)
            .fetchSingle();
    Balances.move(db, position, note.getOwner(), note.getInstrument(), -note.getUnits(), 0);
  }

  private static void locked(DSLContext db, Lock lock, EventPosition position) {
    String instrument = lock.amount().instrument().value();
    db.insertInto(LOCKS)
        .set(LOCKS.ID, lock.id().value())
        .set(LOCKS.OWNER, lock.owner().value())
        .set(LOCKS.INSTRUMENT, instrument)
        .set(LOCKS.UNITS, lock.amount().units())
        .set(LOCKS.PURPOSE, lock.purpose().name())
        .set(LOCKS.EXECUTOR, lock.executor().map(PartyId::value).orElse(null))
        .set(LOCKS.BENEFICIARY, lock.beneficiary().map(PartyId::value).orElse(null))
        .set(LOCKS.EXPIRY, lock.expiry().millis())
        .set(LOCKS.CREATED_AT, lock.createdAt().millis())
        .set(LOCKS.SINCE, lock.since().millis())
        .set(LOCKS.PREDECESSOR, lock.predecessor().map(LockId::value).orElse(null))
        .set(LOCKS.TERMS, lock.terms().toArray())
        .set(LOCKS.LOCKED_AT, position.time().millis())
        .set(LOCKS.CREATED_HEIGHT, position.height())
        .set(LOCKS.CREATED_BY, position.commandId().hex())
        .execute();
    Balances.move(db, position, lock.owner().value(), instrument, 0, lock.amount().units());
  }

  private static void ended(DSLContext db, LockId id, LockEnd how, EventPosition position) {
    var lock =
        db.update(LOCKS)
            .set(LOCKS.ENDED, how.name())
            .set(LOCKS.ENDED_AT, position.time().millis())
            .set(LOCKS.ENDED_HEIGHT, position.height())
            .set(LOCKS.ENDED_BY, position.commandId().hex())
            .where(LOCKS.ID.eq(id.value()))
            .returning(LOCKS.OWNER, LOCKS.INSTRUMENT, LOCKS.UNITS)
            .fetchSingle();
    Balances.move(db, position, lock.getOwner(), lock.getInstrument(), 0, -lock.getUnits());
  }

  /// @param minted units that came into the world; 0 where they left it
  private static void supply(DSLContext db, Quantity amount, long minted, EventPosition position) {
    long change = minted > 0 ? minted : -amount.units();
    db.update(INSTRUMENTS)
        .set(INSTRUMENTS.MINTED, INSTRUMENTS.MINTED.plus(minted))
        .set(INSTRUMENTS.OUTSTANDING, INSTRUMENTS.OUTSTANDING.plus(change))
        .set(INSTRUMENTS.HEIGHT, position.height())
        .where(INSTRUMENTS.ID.eq(amount.instrument().value()))
        .execute();
  }
}
