package io.kedge.projection.trading;

import static io.kedge.projection.jooq.Tables.MOVEMENT_PARTS;

import io.kedge.projection.EventPosition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Writes the parts that one event gives to movements.
final class MovementParts {
  private final DSLContext db;
  private final EventPosition position;
  private int part;

  MovementParts(DSLContext db, EventPosition position) {
    this.db = db;
    this.position = position;
  }

  /// One party pays another: a part for each.
  void pay(
      String from,
      String to,
      String instrument,
      MovementReason reason,
      long units,
      @Nullable String reference) {
    add(from, instrument, reason, -units, to, reference);
    add(to, instrument, reason, units, from, reference);
  }

  /// One part; none where nothing moved.
  ///
  /// @param units what came, negative where it left
  void add(
      String party,
      String instrument,
      MovementReason reason,
      long units,
      @Nullable String counterpart,
      @Nullable String reference) {
    if (units == 0) {
      return;
    }
    db.insertInto(MOVEMENT_PARTS)
        .set(MOVEMENT_PARTS.HEIGHT, position.height())
        .set(MOVEMENT_PARTS.COMMAND_INDEX, position.command().index())
        .set(MOVEMENT_PARTS.N, position.n())
        .set(MOVEMENT_PARTS.PART, part++)
        .set(MOVEMENT_PARTS.PARTY, party)
        .set(MOVEMENT_PARTS.INSTRUMENT, instrument)
        .set(MOVEMENT_PARTS.REASON, reason.name())
        .set(MOVEMENT_PARTS.UNITS, units)
        .set(MOVEMENT_PARTS.COUNTERPART, counterpart)
        .set(MOVEMENT_PARTS.REFERENCE, reference)
        .execute();
  }
}
