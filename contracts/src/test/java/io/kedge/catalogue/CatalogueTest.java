package io.kedge.catalogue;

import static io.kedge.testing.Anchors.accepted;
import static io.kedge.testing.Anchors.entry;
import static io.kedge.testing.Anchors.rightType;
import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.set;
import static io.kedge.testing.Bodies.texts;
import static io.kedge.testing.Bodies.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.attestation.AttestationPolicy;
import io.kedge.kernel.Json;
import io.kedge.kernel.Requirement;
import io.kedge.party.Role;
import io.kedge.testing.World;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
  private final World world =
      World.standard().with("market", Role.OPERATOR).with("cellar", Role.OWNER);

  private String put(Json.Obj entry) {
    return world.send("market", "catalogue.putEntry", entry).code();
  }

  private CatalogueEntry known() {
    return Catalogue.require(world.view(), new CatalogueId("tea.cake"));
  }

  @Test
  @Requirement({"A-47", "B-19", "B-02"})
  void theOperatorPutsAnEntry() {
    assertThat(world.send("cellar", "catalogue.putEntry", entry()).code())
        .isEqualTo("party.ROLE_MISSING");
    accepted(world.send("market", "catalogue.putEntry", entry()));
    assertThat(known().names().binds()).isEqualTo("七子饼茶");
    assertThat(known().unit().content()).isEqualTo(357);
    assertThat(known().family()).isEqualTo(Family.GOODS);
    assertThat(known().policy(AttestedStep.ANCHOR)).isEqualTo(AttestedStep.ANCHOR.usual());
    assertThat(CatalogueEntry.decode(known().encoded())).isEqualTo(known());
  }

  @ParameterizedTest
  @EnumSource
  @Requirement({"B-05", "B-21", "I-17"})
  void theCatalogueHoldsEveryCategory(Category category) {
    accepted(
        world.send(
            "market", "catalogue.putEntry", set("category", category.name()).apply(entry())));
    assertThat(known().family()).isEqualTo(category.family());
  }

  static Stream<Arguments> malformedEntries() {
    Json.Obj chineseOnly = body("{'binding': 'zh-CN', 'zh-CN': '茶'}");
    Json.Obj noBinding = body("{'zh-CN': '茶', 'en': 'tea'}");
    Json.Obj foreign = body("{'binding': 'fr', 'zh-CN': '茶', 'en': 'tea'}");
    Json.Obj shouting = body("{'binding': 'en', 'zh-CN': '茶', 'en': 'tea', 'EN': 'TEA'}");
    return Stream.of(
        Arguments.of("one language", set("names", chineseOnly)),
        Arguments.of("nothing binds", set("names", noBinding)),
        Arguments.of("what binds is not there", set("names", foreign)),
        Arguments.of("no language", set("names", shouting)),
        Arguments.of("no category", set("category", "WATER")),
        Arguments.of(
            "an empty unit",
            set("unit", body("{'content': '0', 'contentUnit': 'g'}").with("name", chineseOnly))),
        Arguments.of("no attribute", set("attributes", body("{'a b': 'c'}"))),
        Arguments.of("a long attribute", set("attributes", body("{'a': '" + long501() + "'}"))),
        Arguments.of("no attribute is harmless", set("harmless", texts("a b"))),
        Arguments.of("may it anchor?", without("mayAnchor")));
  }

  private static String long501() {
    return "x".repeat(501);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void malformedEntries(String what, UnaryOperator<Json.Obj> tweak) {
    accepted(world.dryRun("market", "catalogue.putEntry", entry(), "market"));
    assertThat(put(tweak.apply(entry()))).isEqualTo("command.MALFORMED");
  }

  @Test
  @Requirement({"B-02", "B-19"})
  void anEntryChangesButNotWhatItIsCountedIn() {
    accepted(world.send("market", "catalogue.putEntry", entry()));
    assertThat(put(set("category", "LIQUOR").apply(entry()))).isEqualTo("catalogue.ENTRY_FIXED");
    Json.Obj cake = body("{'binding': 'zh-CN', 'zh-CN': '一饼', 'en': 'one cake'}");
    Json.Obj lighter = body("{'content': '200', 'contentUnit': 'g'}").with("name", cake);
    assertThat(put(set("unit", lighter).apply(entry()))).isEqualTo("catalogue.ENTRY_FIXED");
    Json.Obj renamed = body("{'content': '357', 'contentUnit': 'g'}").with("name", cake);
    assertThat(put(set("unit", renamed).apply(entry()))).isEqualTo("accepted");
    assertThat(put(set("retired", new Json.Truth(true)).apply(entry()))).isEqualTo("accepted");
    assertThat(known().retired()).isTrue();
  }

  @Test
  @Requirement({"I-05", "I-25"})
  void anEntrySaysWhoAttestsWhichStep() {
    Json policies =
        new Json.Arr(
            List.of(body("{'step': 'ISSUE', 'roles': ['REGULATOR', 'ISSUER'], 'threshold': 1}")));
    accepted(world.send("market", "catalogue.putEntry", entry().with("policies", policies)));
    AttestationPolicy issue = known().policy(AttestedStep.ISSUE);
    assertThat(issue.roles()).containsExactly(Role.ISSUER, Role.REGULATOR);
    assertThat(issue.threshold()).contains(1);
    assertThat(known().policy(AttestedStep.REDUCTION).roles())
        .containsExactly(Role.OWNER, Role.OPERATOR);
    assertThat(CatalogueEntry.decode(known().encoded())).isEqualTo(known());
  }

  @Test
  @Requirement({"A-47", "B-20"})
  void theOperatorPutsATypeOfRights() {
    assertThat(world.send("cellar", "catalogue.putRightType", rightType()).code())
        .isEqualTo("party.ROLE_MISSING");
    Json.Obj english = set("names", body("{'binding': 'en', 'en': 'x'}")).apply(rightType());
    assertThat(world.send("market", "catalogue.putRightType", english).code())
        .isEqualTo("command.MALFORMED");
    accepted(world.send("market", "catalogue.putRightType", rightType()));
    RightType known = Catalogue.requireCurrentRightType(world.view(), new RightTypeId("tasting"));
    assertThat(RightType.decode(known.encoded())).isEqualTo(known);
  }
}
