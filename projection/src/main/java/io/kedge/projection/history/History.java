package io.kedge.projection.history;

import static io.kedge.projection.jooq.Tables.HISTORY;

import io.kedge.contract.Event;
import io.kedge.kernel.PartyId;
import io.kedge.projection.EventPosition;
import java.util.Optional;
import org.jooq.DSLContext;

/// Writes down which events touched a thing.
public final class History {
  private static final int DETAIL_LENGTH_MAX = 1_000;

  private History() {}

  /// An event touched a thing.
  ///
  /// @param concept what kind of thing, for example `asset`
  /// @param id its id
  public static void add(
      DSLContext db, String concept, String id, Event event, EventPosition position) {
    add(db, concept, id, event, position, Optional.empty());
  }

  /// An event touched a thing, for a reason that is given in words.
  ///
  /// @param detail the reason
  public static void add(
      DSLContext db,
      String concept,
      String id,
      Event event,
      EventPosition position,
      Optional<String> detail) {
    db.insertInto(HISTORY)
        .set(HISTORY.CONCEPT, concept)
        .set(HISTORY.ID, id)
        .set(HISTORY.HEIGHT, position.height())
        .set(HISTORY.COMMAND_INDEX, position.command().index())
        .set(HISTORY.N, position.n())
        .set(HISTORY.TAG, event.tag())
        .set(HISTORY.COMMAND_ID, position.commandId().hex())
        .set(HISTORY.LEAF_INDEX, position.command().leafIndex())
        .set(HISTORY.BY_PARTY, position.command().by().map(PartyId::value).orElse(null))
        .set(HISTORY.TIME, position.time().millis())
        .set(HISTORY.DETAIL, detail.map(History::shortened).orElse(null))
        .onConflictDoNothing()
        .execute();
  }

  private static String shortened(String text) {
    return text.length() <= DETAIL_LENGTH_MAX ? text : text.substring(0, DETAIL_LENGTH_MAX);
  }
}
