package io.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void columnsLineUpWhereChineseCharactersTakeTwoCells() {
    var table = new TextTable(List.of("茶", "n"), 1);
    table.row(List.of("普洱", "7"));
    table.row(List.of("tea", "12"));
    assertThat(String.join("\n", table.lines()))
        .isEqualTo(
            """
            茶     n
            ────  ──
            普洱   7
            tea   12""");
  }
}
