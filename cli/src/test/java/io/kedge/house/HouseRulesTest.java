package io.kedge.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The house rules hold for every file of the repository, and each has been seen to fail on an
/// offender of its own, in `src/test/resources/house-offenders`.
class HouseRulesTest {
  static final List<HouseRule> RULES = HouseRule.ALL;
  private static final List<SourceFile> REPOSITORY = SourceFile.under(SourceFile.repository());

  @Test
  void everyModuleIsSeen() {
    assertThat(REPOSITORY.stream().filter(SourceFile::isMainJava).map(SourceFile::module))
        .contains("contracts", "ledger", "scenario", "bench", "cli");
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("RULES")
  void theRepositoryKeepsTheRule(HouseRule rule) {
    assertThat(rule.violations(REPOSITORY)).as(rule.name()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("RULES")
  void theRuleBites(HouseRule rule) throws IOException {
    var offender = Offender.of(rule);
    assertThat(rule.violations(List.of(offender.file()))).hasSize(offender.offences());
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("RULES")
  void theRuleLetsGoodWorkPass(HouseRule rule) throws IOException {
    var java = new SourceFile("ledger/src/main/java/io/kedge/Fine.java", text("fine.java.txt"));
    var document = new SourceFile("docs/FINE.md", text("fine.md.txt"));
    assertThat(rule.violations(List.of(java, document))).isEmpty();
  }

  /// A file that breaks one rule. Its first line is the path it pretends to have, its second how
  /// often it breaks the rule.
  private record Offender(SourceFile file, int offences) {
    static Offender of(HouseRule rule) throws IOException {
      var parts = text(rule.name().replace(' ', '-') + ".txt").split("\n", 3);
      var offences = Integer.parseInt(parts[1]);
      assertThat(offences).isPositive();
      return new Offender(new SourceFile(parts[0], parts[2]), offences);
    }
  }

  private static String text(String name) throws IOException {
    try (var in = HouseRulesTest.class.getResourceAsStream("/house-offenders/" + name)) {
      assertThat(in).as("house-offenders/" + name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
