package io.kedge;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.asset.AssetRefusal;
import io.kedge.attestation.AttestationRefusal;
import io.kedge.catalogue.CatalogueRefusal;
import io.kedge.contract.Contract;
import io.kedge.contract.Refusal;
import io.kedge.freeze.FreezeRefusal;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.party.PartyRefusal;
import io.kedge.party.RequiredDocuments;
import io.kedge.party.Role;
import io.kedge.reduction.ReductionRefusal;
import io.kedge.rulebook.StandardRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The reference pages say what the code says.
class ReferenceDocsTest {
  private static final Pattern REFUSAL_ROW = Pattern.compile("(?m)^\\| `([a-z]+\\.[A-Z_]+)` \\|");

  private static String page(String concept) throws IOException {
    return Files.readString(Path.of("..", "docs", "reference", concept + ".md"));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("party", PartyRefusal.values()),
        Arguments.of("freeze", FreezeRefusal.values()),
        Arguments.of("catalogue", CatalogueRefusal.values()),
        Arguments.of("attestation", AttestationRefusal.values()),
        Arguments.of("asset", AssetRefusal.values()),
        Arguments.of("reduction", ReductionRefusal.values()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void everyRefusalStandsInItsOrder(String concept, Refusal[] constants) throws IOException {
    assertThat(REFUSAL_ROW.matcher(page(concept)).results().map(row -> row.group(1)))
        .containsExactlyElementsOf(Stream.of(constants).map(Refusal::code).toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void everyCommandIsDescribed(String concept, Refusal[] constants) throws IOException {
    String page = page(concept);
    List<String> commands =
        StandardRules.version1().contracts().values().stream()
            .map(Contract::type)
            .map(type -> type.name())
            .filter(name -> name.startsWith(concept + "."))
            .toList();
    assertThat(commands).isNotEmpty().allSatisfy(name -> assertThat(page).contains("`" + name));
  }

  @Test
  void everyRoleHasItsDocument() throws IOException {
    String page = page("party");
    for (Role role : Role.values()) {
      var document = RequiredDocuments.of(role);
      assertThat(page).containsPattern("\\| `" + role + "` \\|.*\\| `" + document + "` \\|");
    }
  }

  @Test
  void theGenesisOnThePageIsOne() throws IOException {
    String page = page("genesis");
    int start = page.indexOf("```json") + "```json".length();
    String example = page.substring(start, page.indexOf("```", start));
    assertThat(Genesis.read(Bytes.utf8(example)).name()).isEqualTo("tea-ledger");
  }
}
