package io.kedge.freeze;

import static io.kedge.testing.Anchors.accepted;
import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.set;
import static io.kedge.testing.Bodies.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Change;
import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.party.Role;
import io.kedge.testing.World;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FreezeTest {
  private final World world =
      World.standard()
          .with("market", Role.OPERATOR)
          .with("second-market", Role.OPERATOR)
          .with("court", Role.REGULATOR)
          .with("second-court", Role.REGULATOR, Role.OPERATOR)
          .with("trader", Role.TRADER);

  private static Json.Obj order() {
    return body("{'kind': 'PARTY', 'id': 'trader', 'reason': 'suspicious trades'}")
        .with("evidence", "ab".repeat(32))
        .with("reference", "case 7");
  }

  private String freeze(String by, Json.Obj body) {
    return world.send(by, "freeze.freeze", body).code();
  }

  private String unfreeze(String by) {
    return world.send(by, "freeze.unfreeze", order()).code();
  }

  private FreezeHistory history() {
    return Freezes.history(world.view(), FreezeSubject.of(new PartyId("trader")));
  }

  static Stream<Arguments> oneThingWrong() {
    UnaryOperator<Json.Obj> same = UnaryOperator.identity();
    return Stream.of(
        Arguments.of("a trader freezes", "trader", same, "party.ROLE_MISSING"),
        Arguments.of("nobody is there", "market", set("id", "ghost"), "freeze.SUBJECT_UNKNOWN"),
        Arguments.of("no asset", "market", set("kind", "ASSET"), "freeze.SUBJECT_UNKNOWN"),
        Arguments.of("itself", "market", set("id", "market"), "freeze.SUBJECT_EXEMPT"),
        Arguments.of("the regulator", "market", set("id", "court"), "freeze.SUBJECT_EXEMPT"),
        Arguments.of("no kind of thing", "market", set("kind", "MOOD"), "command.MALFORMED"),
        Arguments.of("no reason", "market", without("reason"), "command.MALFORMED"),
        Arguments.of("no evidence", "market", without("evidence"), "command.MALFORMED"),
        Arguments.of("a novel", "market", set("reason", "x".repeat(501)), "command.MALFORMED"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  @Requirement({"I-15", "B-18", "A-47"})
  void oneThingWrong(String what, String by, UnaryOperator<Json.Obj> tweak, String expected) {
    accepted(world.dryRun("market", "freeze.freeze", order(), "market"));
    assertThat(freeze(by, tweak.apply(order()))).isEqualTo(expected);
  }

  @Test
  @Requirement({"I-15", "H-10", "H-11"})
  void aFreezeKeepsWhoWhyAndWhen() {
    accepted(world.send("market", "freeze.freeze", order()));
    assertThat(history().frozen()).isTrue();
    assertThat(freeze("court", order())).isEqualTo("freeze.ALREADY_FROZEN");
    world.after(500);
    assertThat(unfreeze("second-market")).isEqualTo("accepted");
    FreezeHistory.Period period = history().periods().getLast();
    assertThat(period.by()).isEqualTo(new PartyId("market"));
    assertThat(period.authority()).isEqualTo(Role.OPERATOR);
    assertThat(period.order().reason()).isEqualTo("suspicious trades");
    assertThat(period.order().reference()).contains("case 7");
    assertThat(period.from()).isEqualTo(World.START);
    assertThat(period.until()).contains(World.START.plusMillis(500));
    assertThat(unfreeze("market")).isEqualTo("freeze.NOT_FROZEN");
  }

  @ParameterizedTest(name = "frozen by {0}, unfrozen by {1}")
  @CsvSource({
    "market, second-market, accepted",
    "market, court, accepted",
    "court, second-court, accepted",
    "court, market, freeze.FROZEN_BY_REGULATOR",
    "second-court, market, freeze.FROZEN_BY_REGULATOR",
    "market, trader, party.PARTY_FROZEN"
  })
  @Requirement("I-15")
  void onlyARegulatorUnfreezesWhatARegulatorFroze(String by, String then, String expected) {
    accepted(world.send(by, "freeze.freeze", order()));
    assertThat(unfreeze(then)).isEqualTo(expected);
  }

  @Test
  void aRegulatorFreezesTheOperator() {
    assertThat(freeze("court", set("id", "market").apply(order()))).isEqualTo("accepted");
    assertThat(freeze("market", order())).isEqualTo("party.PARTY_FROZEN");
  }

  @ParameterizedTest
  @CsvSource({"ASSET, asset", "INSTRUMENT, instrument", "NOTE, note", "NOTE, lock"})
  void whateverIsThereCanBeFrozen(String kind, String concept) {
    Json.Obj thing = set("kind", kind).apply(set("id", "thing").apply(order()));
    assertThat(freeze("market", thing)).isEqualTo("freeze.SUBJECT_UNKNOWN");
    world.put(new Change.Put(Key.of(concept, "thing"), Bytes.EMPTY));
    assertThat(freeze("market", thing)).isEqualTo("accepted");
  }

  @Test
  void aHistoryIsBounded() {
    for (int i = 0; i < FreezeHistory.PERIODS_MAX; i++) {
      accepted(world.send("market", "freeze.freeze", order()));
      assertThat(unfreeze("market")).isEqualTo("accepted");
    }
    assertThat(freeze("market", order())).isEqualTo("freeze.TOO_MANY_FREEZES");
    assertThat(history().periods()).hasSize(FreezeHistory.PERIODS_MAX);
  }
}
