package io.kedge.projection.trading;

import static io.kedge.projection.jooq.Tables.BALANCES;
import static io.kedge.projection.jooq.Tables.MOVEMENTS;

import io.kedge.projection.EventPosition;
import org.jooq.DSLContext;

/// Adds to what parties hold, and writes down by which command.
final class Balances {
  private Balances() {}

  /// Adds to a balance and to the command's movement of it.
  ///
  /// @param free units in notes, may be negative
  /// @param locked units in locks, may be negative
  static void move(
      DSLContext db,
      EventPosition position,
      String party,
      String instrument,
      long free,
      long locked) {
    var after =
        db.insertInto(BALANCES)
            .set(BALANCES.PARTY, party)
            .set(BALANCES.INSTRUMENT, instrument)
            .set(BALANCES.FREE, free)
            .set(BALANCES.LOCKED, locked)
            .set(BALANCES.HEIGHT, position.height())
            .onConflict(BALANCES.PARTY, BALANCES.INSTRUMENT)
            .doUpdate()
            .set(BALANCES.FREE, BALANCES.FREE.plus(free))
            .set(BALANCES.LOCKED, BALANCES.LOCKED.plus(locked))
            .set(BALANCES.HEIGHT, position.height())
            .returning(BALANCES.FREE, BALANCES.LOCKED)
            .fetchSingle();
    db.insertInto(MOVEMENTS)
        .set(MOVEMENTS.HEIGHT, position.height())
        .set(MOVEMENTS.COMMAND_INDEX, position.command().index())
        .set(MOVEMENTS.PARTY, party)
        .set(MOVEMENTS.INSTRUMENT, instrument)
        .set(MOVEMENTS.COMMAND_ID, position.commandId().hex())
        .set(MOVEMENTS.TYPE, position.command().type())
        .set(MOVEMENTS.BY_PARTY, position.command().by().orElseThrow().value())
        .set(MOVEMENTS.AT, position.time().millis())
        .set(MOVEMENTS.FREE_CHANGE, free)
        .set(MOVEMENTS.LOCKED_CHANGE, locked)
        .set(MOVEMENTS.FREE_AFTER, after.getFree())
        .set(MOVEMENTS.LOCKED_AFTER, after.getLocked())
        .onConflict(
            MOVEMENTS.HEIGHT, MOVEMENTS.COMMAND_INDEX, MOVEMENTS.PARTY, MOVEMENTS.INSTRUMENT)
        .doUpdate()
        .set(MOVEMENTS.FREE_CHANGE, MOVEMENTS.FREE_CHANGE.plus(free))
        .set(MOVEMENTS.LOCKED_CHANGE, MOVEMENTS.LOCKED_CHANGE.plus(locked))
        .set(MOVEMENTS.FREE_AFTER, after.getFree())
        .set(MOVEMENTS.LOCKED_AFTER, after.getLocked())
        .execute();
  }
}
