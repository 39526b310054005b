package io.kedge.asset;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Written once, never regenerated: a new encoding adds a file beside the old one.
class AssetGoldenTest {
  private static final Digest REPORT = Digest.of(Bytes.utf8("report"));

  @ParameterizedTest
  @CsvFileSource(resources = "/golden/asset-1.csv", numLinesToSkip = 1)
  void everyAssetEverPublishedKeepsItsDigest(
      String id,
      int version,
      String owner,
      String entry,
      long quantity,
      long anchored,
      String holders,
      @Nullable String attributes,
      AssetStatus status,
      String digest) {
    var values = new TreeMap<String, String>();
    Stream.ofNullable(attributes)
        .flatMap(text -> Stream.of(text.split(" ")))
        .map(pair -> List.of(pair.split("=")))
        .forEach(pair -> values.put(pair.get(0), pair.get(1)));
    var content =
        new AssetContent(
            new CatalogueId(entry),
            quantity,
            new PartyId("store"),
            new PartyId("house"),
            Stream.of(holders.split(" ")).map(AssetGoldenTest::right).toList(),
            List.of(new DocumentRef("inspection-report", REPORT, "file 7", "application/pdf")),
            List.of(new PortraitSource("laboratory", REPORT, "lab 3")),
            new Attributes(values));
    var asset =
        new Asset(
            new AssetId(id),
            version,
            new PartyId(owner),
            content,
            new DeliverableUnit(Texts.of("箱", "case"), 3_000, "ml"),
            anchored,
            status,
            new StatementId("s1"));
    assertThat(Digest.of(asset.encoded()).hex()).isEqualTo(digest);
    assertThat(Asset.decode(asset.encoded())).isEqualTo(asset);
  }

  private static AssetRight right(String holder) {
    return new AssetRight(new RightTypeId("tasting"), new PartyId(holder), "a tasting", 1);
  }
}
