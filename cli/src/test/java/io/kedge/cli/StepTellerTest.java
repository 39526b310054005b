package io.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTellerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1. Who is who 参与方|1. Who is who|1. 参与方",
        "2. The shelf: 168 teas 货架：168 种茶|2. The shelf: 168 teas|2. 货架：168 种茶",
        "Money 资金|Money|资金",
        "10. Only English|10. Only English|10. Only English",
        "3. 只有中文|3. 只有中文|3. 只有中文",
      })
  void aTitleIsShownInOneLanguage(String title, String english, String chinese) {
    assertThat(StepTeller.half(title, false)).isEqualTo(english);
    assertThat(StepTeller.half(title, true)).isEqualTo(chinese);
  }
}
