package io.kedge.server.asset;

import io.kedge.asset.Amendment;
import io.kedge.asset.Asset;
import io.kedge.asset.AssetContent;
import io.kedge.asset.AssetRight;
import io.kedge.asset.AssetStatus;
import io.kedge.asset.PortraitSource;
import io.kedge.catalogue.DeliverableUnit;
import io.kedge.kernel.DocumentRef;
import io.kedge.projection.asset.AnchorRow;
import io.kedge.projection.asset.AssetRow;
import io.kedge.server.store.HistoryPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Assets as answers show them. Quantities are in smallest deliverable units, as decimal text.
final class AssetViews {
  private AssetViews() {}

  /// An asset in a list.
  ///
  /// @param version 1, and one more for each change of its content
  /// @param entry which kind of thing of the catalogue it is
  /// @param entryNameZh what that is called in Chinese
  /// @param entryNameEn what that is called in English
  /// @param quantity how much there is
  /// @param anchored how much is committed to issues
  /// @param free how much is not
  /// @param anchoring true while units are issued on it
  /// @param statement the last statement about its content
  record AssetView(
      String id,
      int version,
      String owner,
      String custodian,
      String issuer,
      String entry,
      String entryNameZh,
      String entryNameEn,
      AssetStatus status,
      String quantity,
      String anchored,
      String free,
      boolean anchoring,
      boolean frozen,
      String statement,
      String registeredAt,
      String registeredHeight,
      String changedAt,
      String changedHeight) {}

  /// Some assets, the latest first.
  record AssetPage(List<AssetView> items, Optional<String> next, String height) {}

  /// What an owner says about an asset and the others attest.
  record ContentView(
      String entry,
      String quantity,
      String custodian,
      String issuer,
      List<RightView> rights,
      List<DocumentView> documents,
      List<SourceView> portrait,
      Map<String, String> attributes) {}

  /// A right that comes with an asset.
  ///
  /// @param holder who honours it
  /// @param countPerUnit how often it is honoured for each deliverable unit
  record RightView(String type, String holder, String description, String countPerUnit) {}

  /// A document kept off the ledger.
  record DocumentView(String name, String digest, String reference, String mediaType) {}

  /// Where a part of the asset's portrait comes from.
  record SourceView(String source, String digest, String reference) {}

  /// The smallest deliverable unit, as the catalogue had it when the asset was filed.
  record DeliverableView(
      String binding, Map<String, String> wordings, String content, String contentUnit) {}

  /// What an issue has committed of an asset.
  ///
  /// @param ratio deliverable units per unit of the issue
  /// @param goods deliverable units committed now
  record AnchorView(String issue, String ratio, String goods) {}

  /// A change that waits for its attestation.
  record AmendmentView(String statement, int baseVersion, ContentView content) {}

  /// One asset.
  ///
  /// @param height the height the answer is of
  record AssetDetail(
      AssetView asset,
      DeliverableView unit,
      ContentView content,
      List<AnchorView> anchors,
      Optional<AmendmentView> amendment,
      String height) {}

  static AssetView asset(AssetRow row) {
    Asset asset = row.asset();
    return new AssetView(
        asset.id().value(),
        asset.version(),
        asset.owner().value(),
        asset.custodian().value(),
        asset.issuer().value(),
        asset.content().entry().value(),
        row.nameZh(),
        row.nameEn(),
        asset.status(),
        Long.toString(asset.quantity()),
        Long.toString(asset.anchored()),
        Long.toString(asset.free()),
        asset.anchoring(),
        row.frozen(),
        asset.statement().value(),
        HistoryPage.time(row.registeredAt()),
        Long.toString(row.registeredHeight()),
        HistoryPage.time(row.changedAt()),
        Long.toString(row.changedHeight()));
  }

  static DeliverableView unit(DeliverableUnit unit) {
    return new DeliverableView(
        unit.name().binding(),
        unit.name().wordings(),
        Long.toString(unit.content()),
        unit.contentUnit());
  }

  static ContentView content(AssetContent content) {
    return new ContentView(
        content.entry().value(),
        Long.toString(content.quantity()),
        content.custodian().value(),
        content.issuer().value(),
        content.rights().stream().map(AssetViews::right).toList(),
        content.documents().stream().map(AssetViews::document).toList(),
        content.portrait().stream().map(AssetViews::source).toList(),
        content.attributes().values());
  }

  private static RightView right(AssetRight right) {
    return new RightView(
        right.type().value(),
        right.holder().value(),
        right.description(),
        Long.toString(right.countPerUnit()));
  }

  private static DocumentView document(DocumentRef document) {
    return new DocumentView(
        document.name(), document.digest().hex(), document.reference(), document.mediaType());
  }

  private static SourceView source(PortraitSource source) {
    return new SourceView(source.source(), source.digest().hex(), source.reference());
  }

  static AnchorView anchor(AnchorRow row) {
    return new AnchorView(
        row.issue().value(), Long.toString(row.ratio()), Long.toString(row.goods()));
  }

  static AmendmentView amendment(Amendment amendment) {
    return new AmendmentView(
        amendment.statement().value(), amendment.baseVersion(), content(amendment.content()));
  }
}
