package io.kedge.scenario.goods;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import java.util.List;
import java.util.Map;

/// Turns goods into the bodies of commands: `catalogue.putEntry` for what a good is, and
/// `asset.register` for a stock of it as an anchor. The source of each row goes along, as an
/// attribute of the entry and as the portrait of the anchor.
public final class GoodsImport {
  /// What the anchors of one import have in common.
  ///
  /// @param custodian the party who holds the goods
  /// @param issuer the party who may issue on them
  /// @param right the one right that comes with each unit, as `asset.register` writes it
  /// @param quantity deliverable units of each good, at least 1
  /// @param deadline until when the anchors have to be attested, milliseconds since 1970
  public record Stock(
      String custodian, String issuer, Json.Obj right, long quantity, long deadline) {}

  private GoodsImport() {}

  /// The body of `catalogue.putEntry`.
  public static Json.Obj entry(Good good) {
    return Json.Obj.empty()
        .with("id", good.code())
        .with("names", texts(text(good.names(), "zh-CN"), text(good.names(), "en")))
        .with("category", category(good))
        .with("unit", unit(good))
        .with("mayAnchor", new Json.Truth(true))
        .with("harmless", Json.Arr.ofTexts(List.of("price", "priceAsOf", "evidence", "source")))
        .with("attributes", attributes(good));
  }

  /// The body of `asset.register`. Its document and its portrait name the SHA-256 of the row as it
  /// stands in the table, without its line end.
  public static Json.Obj anchor(Good good, Stock stock) {
    String digest = Digest.of(Bytes.utf8(good.row())).hex();
    String reference = "goods table, line " + good.line();
    var document =
        Json.Obj.empty()
            .with("name", "goods-row")
            .with("digest", digest)
            .with("reference", reference)
            .with("mediaType", "text/csv");
    var source =
        Json.Obj.empty()
            .with("source", good.sourced() ? "publication" : "illustration")
            .with("digest", digest)
            .with("reference", good.source());
    return Json.Obj.empty()
        .with("entry", good.code())
        .with("quantity", stock.quantity())
        .with("custodian", stock.custodian())
        .with("issuer", stock.issuer())
        .with("rights", new Json.Arr(List.of(stock.right())))
        .with("documents", new Json.Arr(List.of(document)))
        .with("portrait", new Json.Arr(List.of(source)))
        .with("attributes", attributes(good))
        .with("deadline", stock.deadline());
  }

  private static String category(Good good) {
    return switch (good.family()) {
      case "tea" -> "TEA";
      case "baijiu", "huangjiu", "wine" -> "LIQUOR";
      default ->
          throw new GoodsException(
              good.line(), "family", "is tea, baijiu, huangjiu or wine, not " + good.family());
    };
  }

  private static Json.Obj unit(Good good) {
    String packs = good.piecesPerUnit() + " × " + good.pack();
    return Json.Obj.empty()
        .with("name", texts(packs, packs))
        .with("content", Math.multiplyExact(good.netQuantity(), (long) good.piecesPerUnit()))
        .with("contentUnit", good.netUnit());
  }

  private static Json.Obj texts(String zh, String en) {
    return Json.Obj.empty().with("binding", "zh-CN").with("zh-CN", zh).with("en", en);
  }

  private static Json.Obj attributes(Good good) {
    Json.Obj all =
        Json.Obj.empty()
            .with("kind", good.kind())
            .with("pack", good.pack())
            .with("producerZh", text(good.producer(), "zh-CN"))
            .with("producerEn", text(good.producer(), "en"))
            .with("originZh", text(good.origin(), "zh-CN"))
            .with("originEn", text(good.origin(), "en"))
            .with("price", good.currency() + " " + good.priceMinor() + " minor units")
            .with("priceAsOf", good.priceAsOf().toString())
            .with("source", good.source())
            .with("evidence", good.sourced() ? "sourced" : "illustrative");
    return good.year().isPresent() ? all.with("year", good.year().get().toString()) : all;
  }

  private static String text(Map<String, String> wordings, String language) {
    return wordings.getOrDefault(language, "");
  }
}
