package io.kedge.projection.offering;

import static io.kedge.projection.jooq.Tables.INSTRUMENTS;
import static io.kedge.projection.jooq.Tables.ISSUES;
import static io.kedge.projection.jooq.Tables.LIQUIDATIONS;
import static io.kedge.projection.jooq.Tables.OFFERINGS;
import static io.kedge.projection.jooq.Tables.OFFERING_DECREES;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.OfferingId;
import io.kedge.offering.Decree;
import io.kedge.offering.Offering;
import io.kedge.offering.Phase;
import io.kedge.projection.Listing;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.Position;
import io.kedge.projection.ReadModels;
import io.kedge.projection.Viewer;
import io.kedge.projection.jooq.tables.records.IssuesRecord;
import io.kedge.projection.jooq.tables.records.LiquidationsRecord;
import io.kedge.projection.jooq.tables.records.OfferingDecreesRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Reads issues and offerings. Both are announced to everybody; an issue that is not confirmed yet
/// is told to those who are signed in.
public final class OfferingQueries {
  private static final Listing NEWEST_ISSUES = Listing.descending(ISSUES.PROPOSED_AT, ISSUES.ID);
  private static final Listing NEWEST_OFFERINGS =
      Listing.descending(OFFERINGS.ANNOUNCED_AT, OFFERINGS.ID);

  private final ReadModels models;

  /// Queries over one ledger's read models.
  public OfferingQueries(ReadModels models) {
    this.models = models;
  }

  /// An issue with its figures (C-55).
  ///
  /// @param row the issue
  /// @param minted units that ever came into the world
  /// @param outstanding units in notes and locks
  /// @param liquidation how it was wound up
  /// @param height the read models' height
  public record IssueRow(
      IssuesRecord row,
      long minted,
      long outstanding,
      Optional<LiquidationsRecord> liquidation,
      long height) {}

  /// An offering as it is now.
  ///
  /// @param offering all but its collateral
  /// @param phase in which phase it is
  /// @param clock the moment on its own clock
  /// @param commandId the command that announced it
  /// @param height the read models' height
  public record OfferingRow(
      Offering offering, Phase phase, LedgerTime clock, String commandId, long height) {}

  /// Which issues or offerings a list has; all conditions hold together.
  ///
  /// @param issue only offerings of this issue
  /// @param asset only those on this anchor
  /// @param issuer only those of this issuer
  /// @param status only those of this status
  public record Filter(
      Optional<String> issue,
      Optional<String> asset,
      Optional<String> issuer,
      Optional<String> status) {
    /// Everything.
    public static final Filter ALL =
        new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Issues, the newest first.
  public Page<IssueRow> issues(Viewer viewer, Filter filter, PageRequest page) {
    return models.read(
        (db, position) ->
            NEWEST_ISSUES
                .fetch(
                    db.selectFrom(ISSUES)
                        .where(told(viewer))
                        .and(filter.issue().map(ISSUES.ID::eq).orElse(DSL.noCondition()))
                        .and(filter.asset().map(ISSUES.ASSET::eq).orElse(DSL.noCondition()))
                        .and(filter.issuer().map(ISSUES.ISSUER::eq).orElse(DSL.noCondition()))
                        .and(filter.status().map(ISSUES.STATUS::eq).orElse(DSL.noCondition())),
                    page,
                    position.height(),
                    row -> row)
                .map(row -> issue(db, row, position)));
  }

  /// One issue.
  public Optional<IssueRow> issue(Viewer viewer, InstrumentId id) {
    return models.read(
        (db, position) ->
            db.selectFrom(ISSUES)
                .where(ISSUES.ID.eq(id.value()))
                .and(told(viewer))
                .fetchOptional()
                .map(row -> issue(db, row, position)));
  }

  private static Condition told(Viewer viewer) {
    return viewer.everything() || viewer.party().isPresent()
        ? DSL.noCondition()
        : ISSUES.STATUS.in("CONFIRMED", "LIQUIDATED");
  }

  private static IssueRow issue(DSLContext db, IssuesRecord row, Position position) {
    var instrument = db.selectFrom(INSTRUMENTS).where(INSTRUMENTS.ID.eq(row.getId())).fetchSingle();
    Optional<LiquidationsRecord> liquidation =
        db.selectFrom(LIQUIDATIONS).where(LIQUIDATIONS.ISSUE.eq(row.getId())).fetchOptional();
    return new IssueRow(
        row, instrument.getMinted(), instrument.getOutstanding(), liquidation, position.height());
  }

  /// Offerings, the newest first.
  ///
  /// @param now ledger time, which decides their phases
  public Page<OfferingRow> offerings(Filter filter, LedgerTime now, PageRequest page) {
    return models.read(
        (db, position) -> {
          var found =
              NEWEST_OFFERINGS.fetch(
                  db.selectFrom(OFFERINGS)
                      .where(filter.issue().map(OFFERINGS.ISSUE::eq).orElse(DSL.noCondition()))
                      .and(filter.asset().map(OFFERINGS.ANCHOR::eq).orElse(DSL.noCondition()))
                      .and(filter.issuer().map(OFFERINGS.ISSUER::eq).orElse(DSL.noCondition()))
                      .and(filter.status().map(OFFERINGS.STATUS::eq).orElse(DSL.noCondition())),
                  page,
                  position.height(),
                  row ->
                      new Found(Offering.decode(Bytes.of(row.getEncoded())), row.getCommandId()));
          List<Offering> all = found.rows().stream().map(Found::offering).toList();
          OfferingClock clock = OfferingClock.of(db, all, later(position, now));
          return found.map(row -> row.at(clock, position));
        });
  }

  private record Found(Offering offering, String commandId) {
    OfferingRow at(OfferingClock clock, Position position) {
      return new OfferingRow(
          offering, clock.phase(offering), clock.clock(offering), commandId, position.height());
    }
  }

  /// One offering.
  public Optional<OfferingRow> offering(OfferingId id, LedgerTime now) {
    return models.read(
        (db, position) ->
            db.selectFrom(OFFERINGS)
                .where(OFFERINGS.ID.eq(id.value()))
                .fetchOptional()
                .map(
                    row -> {
                      Offering offering = Offering.decode(Bytes.of(row.getEncoded()));
                      var clock = OfferingClock.of(db, List.of(offering), later(position, now));
                      return new Found(offering, row.getCommandId()).at(clock, position);
                    }));
  }

  /// What was decreed about an offering, in order.
  public List<OfferingDecreesRecord> decrees(OfferingId id) {
    return models
        .db()
        .selectFrom(OFFERING_DECREES)
        .where(OFFERING_DECREES.OFFERING.eq(id.value()))
        .orderBy(OFFERING_DECREES.N)
        .limit(Decree.DECREES_MAX)
        .fetch();
  }

  private static LedgerTime later(Position position, LedgerTime now) {
    return now.isBefore(position.time()) ? position.time() : now;
  }
}
