package io.kedge.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {
  private static boolean found(String text, String query) {
    return Set.of(SearchText.pieces(List.of(text))).containsAll(List.of(SearchText.query(query)));
  }

  @ParameterizedTest
  @CsvSource({
    "南方实物资产交易平台, 资产, true",
    "南方实物资产交易平台, 实物资产, true",
    "南方实物资产交易平台, 平, true",
    "南方实物资产交易平台, 产资, false",
    "七子饼茶 2018, 饼茶 2018, true",
    "七子饼茶 2018, 饼茶 2019, false",
    "Old Cellar Distillery, cel, true",
    "Old Cellar Distillery, ELLAR, false",
    "Old Cellar Distillery, distillery old, true",
    "ＴＥＡ cake, tea, true",
    "茶A级, a级, true",
  })
  void aTextIsFoundByItsWords(String text, String query, boolean found) {
    assertThat(found(text, query)).isEqualTo(found);
  }

  @Property(tries = 300)
  void everyTextIsFoundByItself(@ForAll @StringLength(max = 60) String text) {
    String[] query = SearchText.query(text);
    assertThat(SearchText.pieces(List.of(text))).contains(query);
  }
}
