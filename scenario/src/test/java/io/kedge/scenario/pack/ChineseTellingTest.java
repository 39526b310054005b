package io.kedge.scenario.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every step of the packs that come with Kedge can be read in Chinese.
class ChineseTellingTest {
  private static final String LETTER = "[A-Za-z0-9_-]";

  @ParameterizedTest
  @ValueSource(strings = {"trading-system", "tea-and-wine"})
  void everyStepIsToldInChineseWithoutPartyIdsAndAliases(String name) {
    Pack pack = load(name);
    List<String> ids =
        pack.statements().stream()
            .filter(s -> s instanceof Statement.Who)
            .map(s -> ((Statement.Who) s).id())
            .toList();
    assertThat(ids).hasSizeGreaterThan(10);
    String id =
        "(?<!"
            + LETTER
            + ")"
            + ids.stream().collect(Collectors.joining("|", "(", ")"))
            + "(?!"
            + LETTER
            + ")";
    List<String> told = tellings(pack);
    assertThat(told).hasSizeGreaterThan(300);
    assertThat(told)
        .allSatisfy(
            zh ->
                assertThat(zh)
                    .containsPattern("\\p{IsHan}")
                    .doesNotContain("$", "发送 ")
                    .doesNotContainPattern(id));
  }

  @Test
  void aStepOfTheTradingSystemReads() {
    assertThat(tellings(load("trading-system")))
        .contains(
            "南方实物资产交易平台核验陈爱莉，投资者类别：普通投资者",
            "陈爱莉申购 CELLAR 200 份，发售档：公众，锁定资金 40000.00 CNY",
            "但：仅由清算银行的出纳员签名",
            "但：交易开放时间改为第 8 天",
            "酿酒师协会（新密钥）提交新章程");
  }

  @Test
  void aStepOfTeaAndWineReads() {
    assertThat(tellings(load("tea-and-wine")))
        .contains(
            "马帮茶酒商行登记锚定物：大益 7542 青饼（1901批），数量 12", "林茶客赠送何友 TEA17 2 份，2 天内有效", "但：声明摘要改为「另一款茶」的摘要");
  }

  @Test
  void withoutAWordingTheSenderAndTheCommandAreNamed() {
    String story =
        """
        pack small
          en: "Small"
          zh: "小"
        genesis
          x: 1
        send ann a.b
          x: 1
          but without x refused a.MISSING
        ann waves
        who ann "Ann" "安娜"
        """;
    String phrases =
        """
        phrase {who} waves
          send {who} a.wave
        """;
    var files = Map.of("pack.txt", story, "phrases.txt", phrases);
    Pack pack = Pack.read(name -> Optional.ofNullable(files.get(name)));
    assertThat(tellings(pack)).containsExactly("但：缺少 x", "安娜发送 a.b", "安娜发送 a.wave");
    var but = ((Statement.Send) pack.statements().getFirst()).buts().getFirst();
    assertThat(but.told()).isEqualTo("but without x");
  }

  private static Pack load(String name) {
    return Pack.load(Path.of("../scenarios", name));
  }

  private static List<String> tellings(Pack pack) {
    var told = new ArrayList<String>();
    for (Statement statement : pack.statements()) {
      if (statement instanceof Statement.Send send) {
        send.buts().forEach(but -> told.add(but.toldZh()));
        told.add(send.toldZh());
      }
    }
    return told;
  }
}
