package io.kedge.projection.trading;

import static io.kedge.projection.jooq.Tables.BALANCES;
import static io.kedge.projection.jooq.Tables.INSTRUMENTS;
import static io.kedge.projection.jooq.Tables.LOCKS;
import static io.kedge.projection.jooq.Tables.MOVEMENTS;
import static io.kedge.projection.jooq.Tables.MOVEMENT_PARTS;
import static io.kedge.projection.jooq.Tables.NOTES;

import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.PartyId;
import io.kedge.projection.Listing;
import io.kedge.projection.OwnRows;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.ReadModels;
import io.kedge.projection.Viewer;
import io.kedge.projection.jooq.tables.records.BalancesRecord;
import io.kedge.projection.jooq.tables.records.InstrumentsRecord;
import io.kedge.projection.jooq.tables.records.LocksRecord;
import io.kedge.projection.jooq.tables.records.MovementPartsRecord;
import io.kedge.projection.jooq.tables.records.MovementsRecord;
import io.kedge.projection.jooq.tables.records.NotesRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Reads what parties hold, and every movement that led to it. All of it is its owner's alone.
public final class HoldingQueries {
  private static final Listing BY_ACCOUNT = Listing.ascending(BALANCES.PARTY, BALANCES.INSTRUMENT);
  private static final Listing BY_NOTE = Listing.ascending(NOTES.ID);
  private static final Listing BY_LOCK = Listing.ascending(LOCKS.ID);
  private static final Listing BY_INSTRUMENT = Listing.ascending(INSTRUMENTS.ID);
  private static final Listing NEWEST =
      Listing.descending(
          MOVEMENTS.HEIGHT, MOVEMENTS.COMMAND_INDEX, MOVEMENTS.PARTY, MOVEMENTS.INSTRUMENT);
  private static final Listing NEWEST_PARTS =
      Listing.descending(
          MOVEMENT_PARTS.HEIGHT,
          MOVEMENT_PARTS.COMMAND_INDEX,
          MOVEMENT_PARTS.N,
          MOVEMENT_PARTS.PART);

  /// A movement has no more parts than a command has events, with room.
  private static final int PARTS_MAX = 512;

  private final ReadModels models;

  /// Queries over one ledger's read models.
  public HoldingQueries(ReadModels models) {
    this.models = models;
  }

  /// Whose holdings of what are meant; both may be left open.
  ///
  /// @param party only this party's
  /// @param instrument only of this instrument
  public record Filter(Optional<String> party, Optional<String> instrument) {}

  /// What somebody held at a height.
  ///
  /// @param free units in notes
  /// @param locked units in locks
  /// @param height the height it is of
  /// @param changed the height of the last movement; 0 where there was none
  public record BalanceAt(long free, long locked, long height, long changed) {}

  /// A movement and why.
  ///
  /// @param row the movement
  /// @param parts they add up to it; none where it only locked or released something
  public record MovementRow(MovementsRecord row, List<MovementPartsRecord> parts) {}

  /// Balances that are not zero.
  public Page<BalancesRecord> balances(Viewer viewer, Filter filter, PageRequest page) {
    return models.read(
        (db, position) ->
            BY_ACCOUNT.fetch(
                db.selectFrom(BALANCES)
                    .where(OwnRows.of(viewer, BALANCES.PARTY))
                    .and(BALANCES.FREE.ne(0L).or(BALANCES.LOCKED.ne(0L)))
                    .and(filter.party().map(BALANCES.PARTY::eq).orElse(DSL.noCondition()))
                    .and(
                        filter.instrument().map(BALANCES.INSTRUMENT::eq).orElse(DSL.noCondition())),
                page,
                position.height(),
                row -> row));
  }

  /// What a party held of an instrument at a height, exactly; none where the viewer may not know,
  /// or the read models are not there yet.
  ///
  /// @param height none for now
  public Optional<BalanceAt> balance(
      Viewer viewer, PartyId party, InstrumentId instrument, Optional<Long> height) {
    if (!viewer.sees(party)) {
      return Optional.empty();
    }
    return models.read(
        (db, position) -> {
          long at = height.orElse(position.height());
          if (at > position.height()) {
            return Optional.empty();
          }
          return Optional.of(
              db.selectFrom(MOVEMENTS)
                  .where(MOVEMENTS.PARTY.eq(party.value()))
                  .and(MOVEMENTS.INSTRUMENT.eq(instrument.value()))
                  .and(MOVEMENTS.HEIGHT.le(at))
                  .orderBy(MOVEMENTS.HEIGHT.desc(), MOVEMENTS.COMMAND_INDEX.desc())
                  .limit(1)
                  .fetchOptional()
                  .map(
                      row ->
                          new BalanceAt(
                              row.getFreeAfter(), row.getLockedAfter(), at, row.getHeight()))
                  .orElse(new BalanceAt(0, 0, at, 0)));
        });
  }

  /// Notes that are not spent.
  public Page<NotesRecord> notes(Viewer viewer, Filter filter, PageRequest page) {
    return models.read(
        (db, position) ->
            BY_NOTE.fetch(
                db.selectFrom(NOTES)
                    .where(OwnRows.of(viewer, NOTES.OWNER))
                    .and(NOTES.SPENT_HEIGHT.isNull())
                    .and(filter.party().map(NOTES.OWNER::eq).orElse(DSL.noCondition()))
                    .and(filter.instrument().map(NOTES.INSTRUMENT::eq).orElse(DSL.noCondition())),
                page,
                position.height(),
                row -> row));
  }

  /// Locks that stand, of those whom they concern: owner, executor, beneficiary.
  ///
  /// @param purpose only those for this purpose
  public Page<LocksRecord> locks(
      Viewer viewer, Filter filter, Optional<String> purpose, PageRequest page) {
    return models.read(
        (db, position) ->
            BY_LOCK.fetch(
                db.selectFrom(LOCKS)
                    .where(
                        OwnRows.of(viewer, List.of(LOCKS.OWNER, LOCKS.EXECUTOR, LOCKS.BENEFICIARY)))
                    .and(LOCKS.ENDED_HEIGHT.isNull())
                    .and(filter.party().map(LOCKS.OWNER::eq).orElse(DSL.noCondition()))
                    .and(filter.instrument().map(LOCKS.INSTRUMENT::eq).orElse(DSL.noCondition()))
                    .and(purpose.map(LOCKS.PURPOSE::eq).orElse(DSL.noCondition())),
                page,
                position.height(),
                row -> row));
  }

  /// Movements with their reasons, the newest first.
  public Page<MovementRow> movements(Viewer viewer, Filter filter, PageRequest page) {
    return models.read(
        (db, position) ->
            NEWEST
                .fetch(
                    db.selectFrom(MOVEMENTS)
                        .where(OwnRows.of(viewer, MOVEMENTS.PARTY))
                        .and(filter.party().map(MOVEMENTS.PARTY::eq).orElse(DSL.noCondition()))
                        .and(
                            filter
                                .instrument()
                                .map(MOVEMENTS.INSTRUMENT::eq)
                                .orElse(DSL.noCondition())),
                    page,
                    position.height(),
                    row -> row)
                .map(row -> new MovementRow(row, parts(db, row))));
  }

  private static List<MovementPartsRecord> parts(DSLContext db, MovementsRecord of) {
    return db.selectFrom(MOVEMENT_PARTS)
        .where(MOVEMENT_PARTS.PARTY.eq(of.getParty()))
        .and(MOVEMENT_PARTS.INSTRUMENT.eq(of.getInstrument()))
        .and(MOVEMENT_PARTS.HEIGHT.eq(of.getHeight()))
        .and(MOVEMENT_PARTS.COMMAND_INDEX.eq(of.getCommandIndex()))
        .orderBy(MOVEMENT_PARTS.N, MOVEMENT_PARTS.PART)
        .limit(PARTS_MAX)
        .fetch();
  }

  /// Fees that were paid (negative) or earned (positive), the newest first.
  public Page<MovementPartsRecord> fees(Viewer viewer, Filter filter, PageRequest page) {
    return models.read(
        (db, position) ->
            NEWEST_PARTS.fetch(
                db.selectFrom(MOVEMENT_PARTS)
                    .where(OwnRows.of(viewer, MOVEMENT_PARTS.PARTY))
                    .and(MOVEMENT_PARTS.REASON.eq(MovementReason.FEE.name()))
                    .and(filter.party().map(MOVEMENT_PARTS.PARTY::eq).orElse(DSL.noCondition()))
                    .and(
                        filter
                            .instrument()
                            .map(MOVEMENT_PARTS.INSTRUMENT::eq)
                            .orElse(DSL.noCondition())),
                page,
                position.height(),
                row -> row));
  }

  /// Instruments: issues and kinds of cash, with what is outstanding. Everybody sees them.
  public Page<InstrumentsRecord> instruments(Optional<String> kind, PageRequest page) {
    return models.read(
        (db, position) ->
            BY_INSTRUMENT.fetch(
                db.selectFrom(INSTRUMENTS)
                    .where(kind.map(INSTRUMENTS.KIND::eq).orElse(DSL.noCondition())),
                page,
                position.height(),
                row -> row));
  }
}
