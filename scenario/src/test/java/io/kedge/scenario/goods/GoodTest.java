package io.kedge.scenario.goods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoodTest {
  private static final String HEADER =
      "code,family,nameZh,nameEn,producerZh,producerEn,originZh,originEn,kind,year,pack,"
          + "netQuantity,netUnit,piecesPerCase,deliverableUnit,priceMinor,currency,priceAsOf,"
          + "source,evidence\n";
  private static final String ROW =
      "tea.a,tea,名,Name,产,Maker,地,Place,green,2025,250 g tin,250,g,12,case,9900,CNY,2025-12-31,"
          + "a catalogue,illustrative\n";

  @Test
  void theGoodsOfTheScenarioAreAllTakenOver() throws IOException {
    List<Good> goods = Good.read(Files.readString(Path.of("../scenarios/tea-and-wine/goods.csv")));
    assertThat(goods).hasSizeGreaterThanOrEqualTo(60);
    assertThat(goods).extracting(Good::family).contains("tea", "baijiu", "wine");
    assertThat(goods).extracting(Good::sourced).contains(true, false);
  }

  @Test
  void aRowIsReadWithItsUnitAndItsEvidence() {
    Good good = Good.read(HEADER + ROW).getFirst();
    assertThat(good.piecesPerUnit()).isEqualTo(12);
    assertThat(good.priceMinor()).isEqualTo(9_900);
    assertThat(good.sourced()).isFalse();
    assertThat(good.names()).containsEntry("zh-CN", "名").containsEntry("en", "Name");
  }

  @ParameterizedTest
  @CsvSource({
    "a catalogue,'',source: is missing",
    "2025-12-31,'',priceAsOf: is missing",
    "2025-12-31,31.12.2025,priceAsOf: not a date: 31.12.2025",
    "illustrative,guessed,'evidence: is sourced or illustrative, not guessed'",
    "tea.a,Tea.a,code: not an id: Tea.a",
    "tea.a,wine.a,code: does not begin with tea.",
    "9900,0,priceMinor: not a whole number above 0: 0",
    "CNY,RMB¥,currency: not three letters: RMB¥",
    "case,box,deliverableUnit: is box",
    "2025,next,year: not a year: next",
    "名,'',nameZh: is missing",
  })
  void aRowWithOneThingWrongIsNamedWithLineAndColumn(String good, String wrong, String message) {
    assertThat(Good.read(HEADER + ROW)).hasSize(1);
    String row = ROW.replaceFirst(good, wrong);
    assertThatThrownBy(() -> Good.read(HEADER + ROW.replace("tea.a", "tea.b") + row))
        .isInstanceOf(GoodsException.class)
        .hasMessage("line 3: " + message);
  }

  @Test
  void aCodeThatComesTwiceIsNamed() {
    assertThatThrownBy(() -> Good.read(HEADER + ROW + ROW))
        .hasMessage("line 3: code: tea.a is on line 2 too");
  }
}
