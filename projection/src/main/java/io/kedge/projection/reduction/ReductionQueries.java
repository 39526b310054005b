package io.kedge.projection.reduction;

import static io.kedge.projection.jooq.Tables.ASSETS;
import static io.kedge.projection.jooq.Tables.REDUCTIONS;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import io.kedge.projection.Listing;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.Reading;
import io.kedge.projection.Viewer;
import io.kedge.projection.history.HistoryQueries;
import io.kedge.projection.history.HistoryRow;
import io.kedge.projection.jooq.tables.records.ReductionsRecord;
import io.kedge.reduction.Reduction;
import io.kedge.reduction.ReductionId;
import io.kedge.reduction.ReductionStatus;
import java.util.ArrayList;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/// Questions about position reductions. One that took effect is for everybody, any other for its
/// issuer, the asset's owner and custodian, and those who see everything.
public final class ReductionQueries {
  private static final Listing LATEST_FIRST =
      Listing.descending(REDUCTIONS.APPLIED_HEIGHT, REDUCTIONS.APPLIED_INDEX, REDUCTIONS.ID);

  private ReductionQueries() {}

  /// Reductions, the latest first.
  public static Page<ReductionRow> list(
      Reading reading, Viewer viewer, ReductionFilter filter, PageRequest request) {
    var conditions = new ArrayList<Condition>();
    conditions.add(visible(viewer));
    filter.asset().ifPresent(asset -> conditions.add(REDUCTIONS.ASSET.eq(asset.value())));
    filter.issuer().ifPresent(issuer -> conditions.add(REDUCTIONS.ISSUER.eq(issuer.value())));
    filter.status().ifPresent(status -> conditions.add(REDUCTIONS.STATUS.eq(status.name())));
    return LATEST_FIRST.fetch(
        reading.db().selectFrom(REDUCTIONS).where(conditions),
        request,
        reading.height(),
        ReductionQueries::row);
  }

  /// One reduction; none where it is not for this viewer.
  public static Optional<ReductionRow> find(Reading reading, Viewer viewer, ReductionId id) {
    return reading
        .db()
        .selectFrom(REDUCTIONS)
        .where(REDUCTIONS.ID.eq(id.value()))
        .and(visible(viewer))
        .fetchOptional(ReductionQueries::row);
  }

  /// What happened to a reduction, the latest first; who may see it has asked [#find] before.
  public static Page<HistoryRow> history(Reading reading, ReductionId id, PageRequest request) {
    return HistoryQueries.of(reading, ReductionProjection.CONCEPT, id.value(), request);
  }

  private static Condition visible(Viewer viewer) {
    if (viewer.everything()) {
      return DSL.noCondition();
    }
    return REDUCTIONS
        .STATUS
        .eq(ReductionStatus.EFFECTIVE.name())
        .or(REDUCTIONS.ISSUER.eq(viewer.id()))
        .or(
            DSL.exists(
                DSL.selectOne()
                    .from(ASSETS)
                    .where(ASSETS.ID.eq(REDUCTIONS.ASSET))
                    .and(ASSETS.OWNER.eq(viewer.id()).or(ASSETS.CUSTODIAN.eq(viewer.id())))));
  }

  private static ReductionRow row(ReductionsRecord row) {
    return new ReductionRow(
        Reduction.decode(Bytes.wrap(row.getEntry())),
        Optional.ofNullable(row.getQuantityLeft()),
        LedgerTime.of(row.getAppliedAt()),
        row.getAppliedHeight(),
        Optional.ofNullable(row.getEndedAt()).map(LedgerTime::of));
  }
}
