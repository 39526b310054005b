package io.kedge.scenario.goods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
  @Test
  void quotesCommasAndLineEndsInsideAFieldArePartOfIt() {
    List<Csv.Row> rows = Csv.read("a,b\r\n1,\"x, \"\"y\"\"\nz\"\n2,\n");
    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst().line()).isEqualTo(2);
    assertThat(rows.getFirst().fields()).containsEntry("a", "1").containsEntry("b", "x, \"y\"\nz");
    assertThat(rows.getLast().line()).isEqualTo(4);
    assertThat(rows.getLast().fields()).containsEntry("b", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,a;1,2|line 1: CSV: the header names a column twice",
        "a,b;1|line 2: CSV: 1 fields instead of 2",
        "a;x\"y|line 2: CSV: a quotation mark inside a field without quotes",
        "a;\"x\"y|line 2: CSV: text after a closing quotation mark",
        "a;\"x|line 2: CSV: a quotation never ends",
      })
  void whatIsNotATableIsNamedWithItsLine(String table, String message) {
    assertThatThrownBy(() -> Csv.read(table.replace(';', '\n')))
        .isInstanceOf(GoodsException.class)
        .hasMessage(message);
  }
}
