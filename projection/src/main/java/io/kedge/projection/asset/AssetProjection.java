package io.kedge.projection.asset;

import static io.kedge.projection.jooq.Tables.ASSETS;
import static io.kedge.projection.jooq.Tables.ASSET_AMENDMENTS;
import static io.kedge.projection.jooq.Tables.ASSET_ANCHORS;
import static io.kedge.projection.jooq.Tables.ASSET_RIGHTS;

import io.kedge.asset.Amendment;
import io.kedge.asset.Asset;
import io.kedge.asset.AssetContent;
import io.kedge.asset.AssetEvent;
import io.kedge.asset.AssetRight;
import io.kedge.asset.AssetStatus;
import io.kedge.contract.Event;
import io.kedge.issue.Issue;
import io.kedge.issue.IssueEvent;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.liquidation.LiquidationEvent;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import io.kedge.projection.SearchText;
import io.kedge.projection.history.History;
import io.kedge.projection.jooq.tables.records.AssetAnchorsRecord;
import io.kedge.projection.jooq.tables.records.AssetsRecord;
import io.kedge.reduction.ReductionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;

/// Assets as the ledger has them. What issues commit of them, free and take is told by the events
/// of issues, liquidations and reductions, so those are read too.
public final class AssetProjection implements Projection {
  static final String CONCEPT = "asset";
  private static final Set<String> OTHERS =
      Set.of(
          "issue.proposed",
          "issue.confirmed",
          "issue.shrunk",
          "liquidation.liquidated",
          "reduction.tookEffect");

  @Override
  public String name() {
    return CONCEPT;
  }

  @Override
  public Set<String> tags() {
    var tags = new TreeSet<>(AssetEvent.FORMAT.tags());
    tags.addAll(OTHERS);
    return tags;
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition at) {
    String concept = event.tag().substring(0, event.tag().indexOf('.'));
    switch (concept) {
      case "issue" -> apply(db, IssueEvent.decode(event.body()), event, at);
      case "liquidation" -> apply(db, LiquidationEvent.decode(event.body()), event, at);
      case "reduction" -> apply(db, ReductionEvent.decode(event.body()), at);
      default -> apply(db, AssetEvent.decode(event.body()), event, at);
    }
  }

  private static void apply(DSLContext db, AssetEvent typed, Event event, EventPosition at) {
    AssetId id =
        switch (typed) {
          case AssetEvent.Registered(var asset) -> insert(db, asset, at);
          case AssetEvent.Refiled(var asset) -> replace(db, asset, at);
          case AssetEvent.Confirmed(var asset, _) ->
              put(db, asset(db, asset).with(AssetStatus.CONFIRMED), at);
          case AssetEvent.Ended(var asset, var status) ->
              put(db, asset(db, asset).with(status), at);
          case AssetEvent.AmendmentFiled(var amendment) -> file(db, amendment, at);
          case AssetEvent.AmendmentEnded(var asset, _) -> {
            db.deleteFrom(ASSET_AMENDMENTS)
                .where(ASSET_AMENDMENTS.ASSET.eq(asset.value()))
                .execute();
            yield asset;
          }
          case AssetEvent.Amended(var asset) -> {
            db.deleteFrom(ASSET_AMENDMENTS)
                .where(ASSET_AMENDMENTS.ASSET.eq(asset.id().value()))
                .and(ASSET_AMENDMENTS.STATEMENT.eq(asset.statement().value()))
                .execute();
            yield replace(db, asset, at);
          }
        };
    History.add(db, CONCEPT, id.value(), event, at);
  }

  private static void apply(DSLContext db, IssueEvent typed, Event event, EventPosition at) {
    AssetId id =
        switch (typed) {
          case IssueEvent.Proposed(var issue) -> propose(db, issue);
          case IssueEvent.Confirmed(var issue, _, var asset, long goods) ->
              commit(db, issue, asset, goods, at);
          case IssueEvent.Shrunk(var issue, _, var asset, long goods) ->
              commit(db, issue, asset, Math.negateExact(goods), at);
          case IssueEvent.Ended(var issue, _) -> new AssetId(anchor(db, issue).getAsset());
        };
    History.add(db, CONCEPT, id.value(), event, at);
  }

  /// Goods that were taken are gone, and what was committed is free again.
  private static void apply(DSLContext db, LiquidationEvent typed, Event event, EventPosition at) {
    switch (typed) {
      case LiquidationEvent.Liquidated(var issue, long taken, _) -> {
        AssetAnchorsRecord anchor = anchor(db, issue);
        Asset asset = asset(db, new AssetId(anchor.getAsset()));
        long gone = Math.multiplyExact(anchor.getRatio(), taken);
        Asset next =
            asset
                .withAnchored(Math.subtractExact(asset.anchored(), anchor.getGoods()))
                .withQuantity(Math.subtractExact(asset.quantity(), gone));
        anchor.setGoods(0L);
        anchor.update();
        put(db, next, at);
        History.add(db, CONCEPT, next.id().value(), event, at);
      }
    }
  }

  /// The story of a reduction is told by its own projection, to the asset too.
  private static void apply(DSLContext db, ReductionEvent typed, EventPosition at) {
    if (typed instanceof ReductionEvent.TookEffect(_, var asset, long left)) {
      put(db, asset(db, asset).withQuantity(left), at);
    }
  }

  private static AssetId propose(DSLContext db, Issue issue) {
    AssetAnchorsRecord row = db.newRecord(ASSET_ANCHORS);
    row.setIssue(issue.id().value());
    row.setAsset(issue.asset().value());
    row.setRatio(issue.ratio());
    row.setGoods(0L);
    row.insert();
    return issue.asset();
  }

  private static AssetId commit(
      DSLContext db, InstrumentId issue, AssetId id, long goods, EventPosition at) {
    AssetAnchorsRecord anchor = anchor(db, issue);
    anchor.setGoods(Math.addExact(anchor.getGoods(), goods));
    anchor.update();
    Asset asset = asset(db, id);
    return put(db, asset.withAnchored(Math.addExact(asset.anchored(), goods)), at);
  }

  private static AssetAnchorsRecord anchor(DSLContext db, InstrumentId issue) {
    AssetAnchorsRecord row = db.fetchOne(ASSET_ANCHORS, ASSET_ANCHORS.ISSUE.eq(issue.value()));
    if (row == null) {
      throw new IllegalStateException("no issue " + issue);
    }
    return row;
  }

  private static AssetId file(DSLContext db, Amendment amendment, EventPosition at) {
    var row = db.newRecord(ASSET_AMENDMENTS);
    row.setAsset(amendment.asset().value());
    row.setStatement(amendment.statement().value());
    row.setBaseVersion(amendment.baseVersion());
    row.setEntry(amendment.encoded().toArray());
    row.setFiledAt(at.time().millis());
    row.setFiledHeight(at.height());
    row.merge();
    return amendment.asset();
  }

  private static AssetId insert(DSLContext db, Asset asset, EventPosition at) {
    AssetsRecord row = db.newRecord(ASSETS);
    row.setId(asset.id().value());
    row.setRegisteredAt(at.time().millis());
    row.setRegisteredHeight(at.height());
    row.setRegisteredIndex(at.command().index());
    fill(row, asset, at);
    row.insert();
    rights(db, asset);
    return asset.id();
  }

  private static AssetsRecord row(DSLContext db, AssetId id) {
    AssetsRecord row = db.fetchOne(ASSETS, ASSETS.ID.eq(id.value()));
    if (row == null) {
      throw new IllegalStateException("no asset " + id);
    }
    return row;
  }

  private static Asset asset(DSLContext db, AssetId id) {
    return Asset.decode(Bytes.wrap(row(db, id).getEntry()));
  }

  private static AssetId put(DSLContext db, Asset asset, EventPosition at) {
    AssetsRecord row = row(db, asset.id());
    fill(row, asset, at);
    row.update();
    return asset.id();
  }

  /// The asset has another content.
  private static AssetId replace(DSLContext db, Asset asset, EventPosition at) {
    rights(db, asset);
    return put(db, asset, at);
  }

  private static void fill(AssetsRecord row, Asset asset, EventPosition at) {
    row.setCatalogueEntry(asset.content().entry().value());
    row.setOwner(asset.owner().value());
    row.setCustodian(asset.custodian().value());
    row.setIssuer(asset.issuer().value());
    row.setStatus(asset.status().name());
    row.setVersion(asset.version());
    row.setQuantity(asset.quantity());
    row.setAnchored(asset.anchored());
    row.setFree(asset.free());
    row.setStatement(asset.statement().value());
    row.setSearch(SearchText.pieces(texts(asset)));
    row.setEntry(asset.encoded().toArray());
    row.setChangedAt(at.time().millis());
    row.setChangedHeight(at.height());
  }

  private static List<String> texts(Asset asset) {
    AssetContent content = asset.content();
    var texts = new ArrayList<String>();
    texts.add(asset.id().value());
    texts.add(content.entry().value());
    texts.add(asset.owner().value());
    texts.addAll(content.attributes().values().values());
    content.rights().forEach(right -> texts.add(right.description()));
    content.documents().forEach(document -> texts.add(document.name()));
    return texts;
  }

  private static void rights(DSLContext db, Asset asset) {
    db.deleteFrom(ASSET_RIGHTS).where(ASSET_RIGHTS.ASSET.eq(asset.id().value())).execute();
    int number = 0;
    for (AssetRight right : asset.rights()) {
      var row = db.newRecord(ASSET_RIGHTS);
      row.setAsset(asset.id().value());
      row.setNumber(number++);
      row.setType(right.type().value());
      row.setHolder(right.holder().value());
      row.setDescription(right.description());
      row.setCountPerUnit(right.countPerUnit());
      row.insert();
    }
  }
}
