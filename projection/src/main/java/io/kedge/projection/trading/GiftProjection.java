package io.kedge.projection.trading;

import static io.kedge.projection.jooq.Tables.GIFTS;
import static io.kedge.projection.jooq.Tables.LOCKS;

import io.kedge.contract.Event;
import io.kedge.gift.GiftEvent;
import io.kedge.gift.GiftTerms;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LockId;
import io.kedge.kernel.PartyId;
import io.kedge.note.LockEnd;
import io.kedge.note.NoteEvent;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import java.util.Set;
import org.jooq.DSLContext;

/// Gifts: those that wait by their lock's id, those that were taken at once by the command's id.
final class GiftProjection implements Projection {
  private static final String PENDING = "PENDING";

  @Override
  public String name() {
    return "gift";
  }

  @Override
  public Set<String> tags() {
    return Set.of("gift.offered", "gift.given", "gift.declined", "gift.revoked", "lock.ended");
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition position) {
    if (event.tag().equals("lock.ended")) {
      if (NoteEvent.decode(event.body()) instanceof NoteEvent.Ended(var lock, var how)
          && how == LockEnd.EXPIRED) {
        end(db, lock, "EXPIRED", position);
      }
      return;
    }
    switch (GiftEvent.decode(event.body())) {
      case GiftEvent.Offered(var lock, var to) -> offered(db, lock, to, position);
      case GiftEvent.Given given -> given(db, given, position);
      case GiftEvent.Declined(var lock) -> end(db, lock, "DECLINED", position);
      case GiftEvent.Revoked(var lock) -> end(db, lock, "REVOKED", position);
    }
  }

  private static void offered(DSLContext db, LockId id, PartyId to, EventPosition position) {
    var lock = db.selectFrom(LOCKS).where(LOCKS.ID.eq(id.value())).fetchSingle();
    var message = GiftTerms.decode(Bytes.of(lock.getTerms())).message();
    db.insertInto(GIFTS)
        .set(GIFTS.ID, id.value())
        .set(GIFTS.LOCK, id.value())
        .set(GIFTS.GIVER, lock.getOwner())
        .set(GIFTS.RECEIVER, to.value())
        .set(GIFTS.INSTRUMENT, lock.getInstrument())
        .set(GIFTS.UNITS, lock.getUnits())
        .set(GIFTS.MESSAGE, message.map(Digest::hex).orElse(null))
        .set(GIFTS.STATE, PENDING)
        .set(GIFTS.OFFERED_AT, position.time().millis())
        .set(GIFTS.EXPIRY, lock.getExpiry())
        .set(GIFTS.COMMAND_ID, position.commandId().hex())
        .set(GIFTS.HEIGHT, position.height())
        .execute();
  }

  private static void given(DSLContext db, GiftEvent.Given given, EventPosition position) {
    if (given.lock().isPresent()) {
      end(db, given.lock().get(), "ACCEPTED", position);
      return;
    }
    db.insertInto(GIFTS)
        .set(GIFTS.ID, position.commandId().hex())
        .set(GIFTS.GIVER, given.from().value())
        .set(GIFTS.RECEIVER, given.to().value())
        .set(GIFTS.INSTRUMENT, given.amount().instrument().value())
        .set(GIFTS.UNITS, given.amount().units())
        .set(GIFTS.MESSAGE, given.message().map(Digest::hex).orElse(null))
        .set(GIFTS.STATE, "ACCEPTED")
        .set(GIFTS.OFFERED_AT, position.time().millis())
        .set(GIFTS.ENDED_AT, position.time().millis())
        .set(GIFTS.COMMAND_ID, position.commandId().hex())
        .set(GIFTS.HEIGHT, position.height())
        .execute();
  }

  private static void end(DSLContext db, LockId lock, String state, EventPosition position) {
    db.update(GIFTS)
        .set(GIFTS.STATE, state)
        .set(GIFTS.ENDED_AT, position.time().millis())
        .set(GIFTS.HEIGHT, position.height())
        .where(GIFTS.ID.eq(lock.value()))
        .and(GIFTS.STATE.eq(PENDING))
        .execute();
  }
}
