package io.kedge.testing;

import io.kedge.asset.Asset;
import io.kedge.asset.AssetContent;
import io.kedge.asset.AssetRight;
import io.kedge.asset.AssetStatus;
import io.kedge.asset.PortraitSource;
import io.kedge.catalogue.Attributes;
import io.kedge.catalogue.CatalogueId;
import io.kedge.catalogue.DeliverableUnit;
import io.kedge.catalogue.RightTypeId;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.DocumentRef;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.kernel.Texts;
import java.util.List;

/// Assets for tests that need one and are not about it.
public final class TestAssets {
  private TestAssets() {}

  /// A confirmed asset of `owner`, held by `warehouse`, issued by `issuer`, with a right of
  /// `estate`.
  ///
  /// @param quantity in deliverable units
  /// @param anchored how many of them stand behind issues
  public static Asset confirmed(AssetId id, long quantity, long anchored) {
    Digest digest = Digest.of(Bytes.utf8("document"));
    var content =
        new AssetContent(
            new CatalogueId("puer"),
            quantity,
            new PartyId("warehouse"),
            new PartyId("issuer"),
            List.of(new AssetRight(new RightTypeId("brand"), new PartyId("estate"), "label", 1)),
            List.of(new DocumentRef("report", digest, "file 1", "application/pdf")),
            List.of(new PortraitSource("laboratory", digest, "file 2")),
            Attributes.NONE);
    return new Asset(
        id,
        1,
        new PartyId("owner"),
        content,
        new DeliverableUnit(Texts.of("饼", "cake"), 357, "g"),
        anchored,
        AssetStatus.CONFIRMED,
        new StatementId("asset-statement"));
  }
}
