package io.kedge.projection.block;

import static io.kedge.projection.jooq.Tables.COMMAND_PARTIES;
import static io.kedge.projection.jooq.Tables.STANDING_VALUES;

import io.kedge.contract.Event;
import io.kedge.kernel.PartyId;
import io.kedge.note.Lock;
import io.kedge.note.NoteEvent;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/// Whom a command concerns beside the party that asked: whose value it made, spent or ended.
public final class CommandPartyProjection implements Projection {
  @Override
  public String name() {
    return "command parties";
  }

  @Override
  public Set<String> tags() {
    return Set.of("note.created", "note.spent", "lock.created", "lock.ended");
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition position) {
    switch (NoteEvent.decode(event.body())) {
      case NoteEvent.Created(var note) -> begin(db, note.id().value(), position, note.owner());
      case NoteEvent.Locked(var lock) -> begin(db, lock.id().value(), position, parties(lock));
      case NoteEvent.Spent(var id) -> end(db, id.value(), position);
      case NoteEvent.Ended(var id, _) -> end(db, id.value(), position);
      case NoteEvent.Minted _, NoteEvent.Burned _, NoteEvent.Forced _ -> {
        // not asked for
      }
    }
  }

  private static PartyId[] parties(Lock lock) {
    return Stream.concat(Stream.of(lock.owner()), lock.beneficiary().stream())
        .toArray(PartyId[]::new);
  }

  private static void begin(DSLContext db, String id, EventPosition at, PartyId... parties) {
    var names = new TreeSet<String>();
    for (PartyId party : parties) {
      names.add(party.value());
    }
    String[] all = names.toArray(String[]::new);
    db.insertInto(STANDING_VALUES)
        .set(STANDING_VALUES.ID, id)
        .set(STANDING_VALUES.PARTIES, all)
        .execute();
    concerns(db, all, at);
  }

  private static void end(DSLContext db, String id, EventPosition at) {
    var standing =
        db.deleteFrom(STANDING_VALUES)
            .where(STANDING_VALUES.ID.eq(id))
            .returning(STANDING_VALUES.PARTIES)
            .fetchOne();
    if (standing == null) {
      throw new IllegalStateException("neither a note nor a lock that stands: " + id);
    }
    concerns(db, standing.getParties(), at);
  }

  private static void concerns(DSLContext db, String[] parties, EventPosition at) {
    for (String party : parties) {
      db.insertInto(COMMAND_PARTIES)
          .set(COMMAND_PARTIES.PARTY, party)
          .set(COMMAND_PARTIES.HEIGHT, at.height())
          .set(COMMAND_PARTIES.COMMAND_INDEX, at.command().index())
          .onConflictDoNothing()
          .execute();
    }
  }
}
