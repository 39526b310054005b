package io.kedge.scenario.goods;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoodsImportTest {
  private static final Path GOODS = Path.of("../scenarios/tea-and-wine/goods.csv");

  @Test
  void anAnchorNamesTheDigestOfItsRowAsAnybodyCanComputeItFromTheTable() throws IOException {
    List<String> lines = Files.readAllLines(GOODS);
    var right = Json.Obj.empty().with("type", "certificate");
    var stock = new GoodsImport.Stock("warehouse", "issuer", right, 12, 1);
    for (Good good : Good.read(Files.readString(GOODS))) {
      String digest = Digest.of(Bytes.utf8(lines.get(good.line() - 1))).hex();
      Json.Obj anchor = GoodsImport.anchor(good, stock);
      assertThat(digestIn(anchor, "documents")).isEqualTo(new Json.Text(digest));
      assertThat(digestIn(anchor, "portrait")).isEqualTo(new Json.Text(digest));
    }
  }

  @Test
  void theLineEndIsNoPartOfARow() {
    assertThat(Csv.read("a,b\r\n1,\"2\n3\"\r\n4,5").stream().map(Csv.Row::text))
        .containsExactly("1,\"2\n3\"", "4,5");
  }

  private static Json digestIn(Json.Obj anchor, String list) {
    var first = (Json.Obj) ((Json.Arr) anchor.members().get(list)).items().getFirst();
    return first.members().get("digest");
  }
}
