package io.kedge.projection.voucher;

import static io.kedge.projection.jooq.Tables.GOODS_KEEPERS;
import static io.kedge.projection.jooq.Tables.ISSUES;
import static io.kedge.projection.jooq.Tables.VOUCHERS;
import static io.kedge.projection.jooq.Tables.VOUCHER_ACTS;
import static io.kedge.projection.jooq.Tables.VOUCHER_RIGHTS;

import io.kedge.kernel.VoucherId;
import io.kedge.projection.Listing;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.ReadModels;
import io.kedge.projection.Viewer;
import io.kedge.projection.jooq.tables.records.VoucherActsRecord;
import io.kedge.projection.jooq.tables.records.VoucherRightsRecord;
import io.kedge.projection.jooq.tables.records.VouchersRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Reads vouchers, for those who have to do with them: the holder, who hands the goods over, who
/// honours a right, and the issuer.
public final class VoucherQueries {
  private static final Listing NEWEST = Listing.descending(VOUCHERS.CREATED_AT, VOUCHERS.ID);
  private static final int ACTS_MAX = 500;
  private static final int RIGHTS_MAX = 64;
  private static final int PARTS_MAX = 64;

  private final ReadModels models;

  /// Queries over one ledger's read models.
  public VoucherQueries(ReadModels models) {
    this.models = models;
  }

  /// Which vouchers a list has; all conditions hold together.
  ///
  /// @param holder only those of this party
  /// @param issue only those of this issue
  /// @param asset only those on this anchor
  /// @param state only those in this state
  /// @param redeemed only those that were issued by redemption, not by division of another
  public record Filter(
      Optional<String> holder,
      Optional<String> issue,
      Optional<String> asset,
      Optional<String> state,
      boolean redeemed) {}

  /// A voucher with its rights.
  ///
  /// @param row the voucher
  /// @param rights its rights, in order
  public record VoucherRow(VouchersRecord row, List<VoucherRightsRecord> rights) {}

  /// A voucher with all that was done with it.
  ///
  /// @param voucher the voucher
  /// @param acts what was done, in order
  /// @param parts what it was divided into
  /// @param height the read models' height
  public record Story(
      VoucherRow voucher, List<VoucherActsRecord> acts, List<String> parts, long height) {}

  private static Condition seen(Viewer viewer) {
    if (viewer.everything()) {
      return DSL.noCondition();
    }
    return viewer.party().map(own -> seenBy(own.value())).orElse(DSL.falseCondition());
  }

  private static Condition seenBy(String party) {
    return DSL.or(
        VOUCHERS.HOLDER.eq(party),
        VOUCHERS.ASSET.in(
            DSL.select(GOODS_KEEPERS.ASSET)
                .from(GOODS_KEEPERS)
                .where(GOODS_KEEPERS.OWNER.eq(party).or(GOODS_KEEPERS.CUSTODIAN.eq(party)))),
        VOUCHERS.ISSUE.in(DSL.select(ISSUES.ID).from(ISSUES).where(ISSUES.ISSUER.eq(party))),
        VOUCHERS.ID.in(
            DSL.select(VOUCHER_RIGHTS.VOUCHER)
                .from(VOUCHER_RIGHTS)
                .where(VOUCHER_RIGHTS.HOLDER.eq(party))));
  }

  /// Vouchers that the viewer may see, the newest first.
  public Page<VoucherRow> vouchers(Viewer viewer, Filter filter, PageRequest page) {
    return models.read(
        (db, position) ->
            NEWEST
                .fetch(
                    db.selectFrom(VOUCHERS)
                        .where(seen(viewer))
                        .and(filter.holder().map(VOUCHERS.HOLDER::eq).orElse(DSL.noCondition()))
                        .and(filter.issue().map(VOUCHERS.ISSUE::eq).orElse(DSL.noCondition()))
                        .and(filter.asset().map(VOUCHERS.ASSET::eq).orElse(DSL.noCondition()))
                        .and(filter.state().map(VOUCHERS.STATE::eq).orElse(DSL.noCondition()))
                        .and(filter.redeemed() ? VOUCHERS.PREDECESSOR.isNull() : DSL.noCondition()),
                    page,
                    position.height(),
                    row -> row)
                .map(row -> new VoucherRow(row, rights(db, row))));
  }

  private static List<VoucherRightsRecord> rights(DSLContext db, VouchersRecord voucher) {
    return db.selectFrom(VOUCHER_RIGHTS)
        .where(VOUCHER_RIGHTS.VOUCHER.eq(voucher.getId()))
        .orderBy(VOUCHER_RIGHTS.N)
        .limit(RIGHTS_MAX)
        .fetch();
  }

  /// One voucher that the viewer may see, with its story.
  public Optional<Story> voucher(Viewer viewer, VoucherId id) {
    return models.read(
        (db, position) ->
            db.selectFrom(VOUCHERS)
                .where(VOUCHERS.ID.eq(id.value()))
                .and(seen(viewer))
                .fetchOptional()
                .map(
                    row ->
                        new Story(
                            new VoucherRow(row, rights(db, row)),
                            acts(db, row),
                            parts(db, row),
                            position.height())));
  }

  private static List<VoucherActsRecord> acts(DSLContext db, VouchersRecord voucher) {
    return db.selectFrom(VOUCHER_ACTS)
        .where(VOUCHER_ACTS.VOUCHER.eq(voucher.getId()))
        .orderBy(VOUCHER_ACTS.HEIGHT, VOUCHER_ACTS.COMMAND_INDEX, VOUCHER_ACTS.N)
        .limit(ACTS_MAX)
        .fetch();
  }

  private static List<String> parts(DSLContext db, VouchersRecord voucher) {
    return db.select(VOUCHERS.ID)
        .from(VOUCHERS)
        .where(VOUCHERS.PREDECESSOR.eq(voucher.getId()))
        .orderBy(VOUCHERS.ID)
        .limit(PARTS_MAX)
        .fetch(row -> row.value1());
  }
}
