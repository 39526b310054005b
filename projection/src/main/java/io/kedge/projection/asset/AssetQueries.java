package io.kedge.projection.asset;

import static io.kedge.projection.jooq.Tables.ASSETS;
import static io.kedge.projection.jooq.Tables.ASSET_AMENDMENTS;
import static io.kedge.projection.jooq.Tables.ASSET_ANCHORS;
import static io.kedge.projection.jooq.Tables.ASSET_RIGHTS;
import static io.kedge.projection.jooq.Tables.CATALOGUE_ENTRIES;
import static io.kedge.projection.jooq.Tables.FREEZES;

import io.kedge.asset.Amendment;
import io.kedge.asset.Asset;
import io.kedge.asset.AssetStatus;
import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.projection.Listing;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.Reading;
import io.kedge.projection.SearchText;
import io.kedge.projection.Viewer;
import io.kedge.projection.history.HistoryQueries;
import io.kedge.projection.history.HistoryRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jooq.impl.DSL;

/// Questions about assets. A confirmed one is for everybody; one that waits, was declined or
/// withdrawn for its owner, issuer, custodian and rights holders, and for those who see everything.
public final class AssetQueries {
  private static final Listing LATEST_FIRST =
      Listing.descending(ASSETS.REGISTERED_HEIGHT, ASSETS.REGISTERED_INDEX, ASSETS.ID);
  private static final List<String> TOOK_EFFECT =
      List.of(
          "asset.registered",
          "asset.confirmed",
          "asset.amended",
          "issue.confirmed",
          "issue.shrunk",
          "liquidation.liquidated",
          "reduction.tookEffect",
          "freeze.frozen",
          "freeze.unfrozen");
  private static final Field<Boolean> FROZEN =
      DSL.coalesce(FREEZES.FROZEN, DSL.inline(false)).as("is_frozen");
  private static final Field<String> NAME_ZH =
      DSL.coalesce(CATALOGUE_ENTRIES.NAME_ZH, ASSETS.CATALOGUE_ENTRY).as("entry_zh");
  private static final Field<String> NAME_EN =
      DSL.coalesce(CATALOGUE_ENTRIES.NAME_EN, ASSETS.CATALOGUE_ENTRY).as("entry_en");

  private AssetQueries() {}

  /// Assets, the latest first.
  public static Page<AssetRow> list(
      Reading reading, Viewer viewer, AssetFilter filter, PageRequest request) {
    var conditions = new ArrayList<Condition>();
    conditions.add(visible(viewer));
    filter.owner().ifPresent(owner -> conditions.add(ASSETS.OWNER.eq(owner.value())));
    filter.custodian().ifPresent(who -> conditions.add(ASSETS.CUSTODIAN.eq(who.value())));
    filter.issuer().ifPresent(issuer -> conditions.add(ASSETS.ISSUER.eq(issuer.value())));
    filter.rightsHolder().ifPresent(who -> conditions.add(honouredBy(who.value())));
    filter.entry().ifPresent(entry -> conditions.add(ASSETS.CATALOGUE_ENTRY.eq(entry.value())));
    filter.status().ifPresent(status -> conditions.add(ASSETS.STATUS.eq(status.name())));
    filter
        .anchoring()
        .ifPresent(yes -> conditions.add(yes ? ASSETS.ANCHORED.gt(0L) : ASSETS.ANCHORED.eq(0L)));
    filter.text().ifPresent(text -> conditions.add(found(text)));
    return LATEST_FIRST.fetch(
        select(reading).where(conditions), request, reading.height(), AssetQueries::row);
  }

  /// One asset; none where it is not for this viewer.
  public static Optional<AssetRow> find(Reading reading, Viewer viewer, AssetId id) {
    return select(reading)
        .where(ASSETS.ID.eq(id.value()))
        .and(visible(viewer))
        .fetchOptional(AssetQueries::row);
  }

  /// What issues have committed of an asset, by issue; at most [Page#ROWS_MAX]. Who may see the
  /// asset has asked [#find] before, here and below.
  public static List<AnchorRow> anchors(Reading reading, AssetId id) {
    return reading
        .db()
        .selectFrom(ASSET_ANCHORS)
        .where(ASSET_ANCHORS.ASSET.eq(id.value()))
        .orderBy(ASSET_ANCHORS.ISSUE)
        .limit(Page.ROWS_MAX)
        .fetch(
            row -> new AnchorRow(new InstrumentId(row.getIssue()), row.getRatio(), row.getGoods()));
  }

  /// The amendment that waits for its attestation.
  public static Optional<Amendment> amendment(Reading reading, AssetId id) {
    return reading
        .db()
        .selectFrom(ASSET_AMENDMENTS)
        .where(ASSET_AMENDMENTS.ASSET.eq(id.value()))
        .fetchOptional(row -> Amendment.decode(Bytes.wrap(row.getEntry())));
  }

  /// What happened to an asset, the latest first: its own events, and those of the statements,
  /// issues, reductions and freezes about it. Whom it does not concern sees what took effect, and
  /// nothing of what is asked for, declined or withdrawn. None where the asset is not for this
  /// viewer.
  public static Optional<Page<HistoryRow>> history(
      Reading reading, Viewer viewer, AssetId id, PageRequest request) {
    return find(reading, viewer, id)
        .map(
            row ->
                concerns(viewer, row.asset())
                    ? HistoryQueries.of(reading, AssetProjection.CONCEPT, id.value(), request)
                    : HistoryQueries.of(
                        reading, AssetProjection.CONCEPT, id.value(), TOOK_EFFECT, request));
  }

  /// True where an asset concerns a viewer: the owner, the issuer, the custodian, a rights holder,
  /// and those who see everything.
  public static boolean concerns(Viewer viewer, Asset asset) {
    return viewer.sees(asset.owner())
        || viewer.sees(asset.issuer())
        || viewer.sees(asset.custodian())
        || asset.rights().stream().anyMatch(right -> viewer.sees(right.holder()));
  }

  private static SelectOnConditionStep<Record> select(Reading reading) {
    return reading
        .db()
        .select(ASSETS.fields())
        .select(NAME_ZH, NAME_EN, FROZEN)
        .from(ASSETS)
        .leftJoin(CATALOGUE_ENTRIES)
        .on(CATALOGUE_ENTRIES.ID.eq(ASSETS.CATALOGUE_ENTRY))
        .leftJoin(FREEZES)
        .on(FREEZES.ID.eq(ASSETS.ID), FREEZES.KIND.eq(FreezeSubject.Kind.ASSET.name()));
  }

  private static Condition visible(Viewer viewer) {
    return viewer.everything()
        ? DSL.noCondition()
        : ASSETS
            .STATUS
            .eq(AssetStatus.CONFIRMED.name())
            .or(ASSETS.OWNER.eq(viewer.id()))
            .or(ASSETS.ISSUER.eq(viewer.id()))
            .or(ASSETS.CUSTODIAN.eq(viewer.id()))
            .or(honouredBy(viewer.id()));
  }

  private static Condition honouredBy(String party) {
    return DSL.exists(
        DSL.selectOne()
            .from(ASSET_RIGHTS)
            .where(ASSET_RIGHTS.ASSET.eq(ASSETS.ID), ASSET_RIGHTS.HOLDER.eq(party)));
  }

  /// Its own words, or those of its kind of thing.
  private static Condition found(String text) {
    String[] pieces = SearchText.query(text);
    return ASSETS
        .SEARCH
        .contains(pieces)
        .or(
            ASSETS.CATALOGUE_ENTRY.in(
                DSL.select(CATALOGUE_ENTRIES.ID)
                    .from(CATALOGUE_ENTRIES)
                    .where(CATALOGUE_ENTRIES.SEARCH.contains(pieces))));
  }

  private static AssetRow row(Record found) {
    var row = found.into(ASSETS);
    return new AssetRow(
        Asset.decode(Bytes.wrap(row.getEntry())),
        found.get(NAME_ZH),
        found.get(NAME_EN),
        found.get(FROZEN),
        LedgerTime.of(row.getRegisteredAt()),
        row.getRegisteredHeight(),
        LedgerTime.of(row.getChangedAt()),
        row.getChangedHeight());
  }
}
