package io.kedge.attestation;

import static io.kedge.testing.Anchors.DAY;
import static io.kedge.testing.Anchors.accepted;
import static io.kedge.testing.Anchors.attest;
import static io.kedge.testing.Anchors.attestation;
import static io.kedge.testing.Anchors.entry;
import static io.kedge.testing.Anchors.registration;
import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.set;
import static io.kedge.testing.Bodies.texts;
import static io.kedge.testing.Bodies.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.kernel.StatementId;
import io.kedge.party.Role;
import io.kedge.testing.Anchors;
import io.kedge.testing.World;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a registration files is the statement of these tests: slots for owner, rights holder,
/// issuer and operator.
class AttestationTest {
  private final World world = Anchors.world().with("bystander", Role.TRADER);
  private StatementId id = new StatementId("none");

  @BeforeEach
  void aStatementIsFiled() {
    accepted(world.send("cellar", "asset.register", registration(world, 100)));
    id = new StatementId(world.lastId().output(1));
  }

  private Statement statement() {
    return Statements.require(world.view(), id);
  }

  private String attests(String party) {
    return world.send(party, "attestation.attest", attestation(world, id, party)).code();
  }

  private Json.Obj declining() {
    return body("{'reason': 'wrong weight'}").with("statement", id.value());
  }

  private Json.Obj withdrawing() {
    return Json.Obj.empty().with("statement", id.value());
  }

  @Test
  @Requirement({"H-08", "I-04", "B-13"})
  void theSlotsNameWhoHasToSign() {
    assertThat(statement().slots())
        .containsExactly(
            Slot.of(Role.OWNER, new PartyId("cellar")),
            Slot.of(Role.RIGHTS_HOLDER, new PartyId("garden")),
            Slot.of(Role.ISSUER, new PartyId("house")),
            Slot.of(Role.OPERATOR));
    assertThat(statement().threshold()).isEqualTo(4);
    assertThat(Statement.decode(statement().encoded())).isEqualTo(statement());
  }

  @Test
  @Requirement({"B-14", "H-09"})
  void theLastSignatureMakesItTakeEffect() {
    attest(world, id, "garden", "market", "cellar");
    assertThat(statement().state()).isEqualTo(new StatementState.Open());
    world.after(5);
    attest(world, id, "house");
    assertThat(statement().state()).isEqualTo(new StatementState.Effective(world.now()));
    assertThat(statement().signatures())
        .extracting(Statement.Signature::slot)
        .containsExactly(0, 1, 2, 3);
    assertThat(attests("house")).isEqualTo("attestation.STATEMENT_ENDED");
    assertThat(Statement.decode(statement().encoded())).isEqualTo(statement());
  }

  static Stream<Arguments> oneThingWrong() {
    UnaryOperator<Json.Obj> same = UnaryOperator.identity();
    return Stream.of(
        Arguments.of("no role", "garden", set("role", "ISSUER"), "party.ROLE_MISSING"),
        Arguments.of(
            "no such statement",
            "garden",
            set("statement", "gone"),
            "attestation.STATEMENT_UNKNOWN"),
        Arguments.of(
            "another content",
            "garden",
            set("digest", "0".repeat(64)),
            "attestation.DIGEST_DIFFERS"),
        Arguments.of("another rights holder", "meadow", same, "attestation.SLOT_NOT_YOURS"),
        Arguments.of("no digest", "garden", without("digest"), "command.MALFORMED"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  @Requirement({"B-14", "H-08", "A-53"})
  void oneThingWrong(String what, String by, UnaryOperator<Json.Obj> tweak, String expected) {
    world.with("meadow", Role.RIGHTS_HOLDER);
    Json.Obj good = attestation(world, id, "garden");
    accepted(world.dryRun("garden", "attestation.attest", good, "garden"));
    assertThat(world.send(by, "attestation.attest", tweak.apply(good)).code()).isEqualTo(expected);
  }

  @Test
  void aPlaceIsSignedOnceAndAPartySignsOnce() {
    world.with("market", Role.OPERATOR).with("second-market", Role.OPERATOR);
    attest(world, id, "market");
    assertThat(attests("market")).isEqualTo("attestation.SLOT_FILLED");
    assertThat(
            world
                .send("second-market", "attestation.attest", attestation(world, id, "market"))
                .code())
        .isEqualTo("attestation.SLOT_FILLED");
    world.with("house", Role.ISSUER, Role.OPERATOR);
    accepted(world.send("cellar", "asset.register", registration(world, 100)));
    id = new StatementId(world.lastId().output(1));
    attest(world, id, "house");
    Json.Obj asOperator = set("role", "OPERATOR").apply(attestation(world, id, "house"));
    assertThat(world.send("house", "attestation.attest", asOperator).code())
        .isEqualTo("attestation.SAME_PARTY_TWICE");
  }

  @Test
  @Requirement("I-04")
  void onePartyFillsTwoPlacesOnlyWhereThePolicyAllowsIt() {
    world.with("cellar", Role.OWNER, Role.ISSUER);
    Json.Obj own = set("issuer", "cellar").apply(registration(world, 100));
    assertThat(world.send("cellar", "asset.register", own).code())
        .isEqualTo("attestation.POLICY_UNSATISFIABLE");
    policy("{'step': 'ANCHOR', 'roles': ['OWNER', 'ISSUER'], 'allowSameParty': true}");
    accepted(world.send("cellar", "asset.register", own));
    id = new StatementId(world.lastId().output(1));
    attest(world, id, "cellar");
    Json.Obj asIssuer = set("role", "ISSUER").apply(attestation(world, id, "cellar"));
    accepted(world.send("cellar", "attestation.attest", asIssuer));
    assertThat(statement().state()).isInstanceOf(StatementState.Effective.class);
  }

  @Test
  void aPolicyThatNobodyCanSatisfyIsSeenAtFiling() {
    policy("{'step': 'ANCHOR', 'roles': ['OWNER', 'ISSUER'], 'threshold': 3}");
    assertThat(world.send("cellar", "asset.register", registration(world, 100)).code())
        .isEqualTo("attestation.POLICY_UNSATISFIABLE");
  }

  @Test
  @Requirement("I-25")
  void aThresholdIsEnough() {
    policy("{'step': 'ANCHOR', 'roles': ['OWNER', 'ISSUER', 'OPERATOR'], 'threshold': 2}");
    accepted(world.send("cellar", "asset.register", registration(world, 100)));
    id = new StatementId(world.lastId().output(1));
    attest(world, id, "market");
    assertThat(statement().open()).isTrue();
    attest(world, id, "cellar");
    assertThat(statement().open()).isFalse();
  }

  @Test
  @Requirement({"I-35", "H-27"})
  void aRequiredPartyDeclinesAndNobodyElse() {
    Json.Obj good = declining();
    for (String party : List.of("cellar", "garden", "house", "market")) {
      accepted(world.dryRun(party, "attestation.decline", good, party));
    }
    for (String party : List.of("store", "bystander")) {
      assertThat(world.send(party, "attestation.decline", good).code())
          .isEqualTo("attestation.NOT_CONCERNED");
    }
    assertThat(world.send("house", "attestation.decline", without("reason").apply(good)).code())
        .isEqualTo("command.MALFORMED");
    accepted(world.send("house", "attestation.decline", good));
    assertThat(statement().state())
        .isEqualTo(new StatementState.Declined(new PartyId("house"), world.now(), "wrong weight"));
    assertThat(attests("garden")).isEqualTo("attestation.STATEMENT_ENDED");
    assertThat(world.send("house", "attestation.decline", good).code())
        .isEqualTo("attestation.STATEMENT_ENDED");
    assertThat(Statement.decode(statement().encoded())).isEqualTo(statement());
  }

  @Test
  @Requirement("I-35")
  void onlyTheMakerWithdrawsAndOnlyBeforeItTakesEffect() {
    Json.Obj good = withdrawing();
    accepted(world.dryRun("cellar", "attestation.withdraw", good, "cellar"));
    for (String party : List.of("garden", "house", "market")) {
      assertThat(world.send(party, "attestation.withdraw", good).code())
          .isEqualTo("attestation.NOT_THE_MAKER");
    }
    attest(world, id, "cellar", "garden", "house", "market");
    assertThat(world.send("cellar", "attestation.withdraw", good).code())
        .isEqualTo("attestation.STATEMENT_ENDED");
  }

  @Test
  @Requirement("I-35")
  void afterItsDeadlineNothingHappensToIt() {
    world.after(7 * DAY);
    attest(world, id, "garden"); // the deadline itself is in time
    world.after(1);
    assertThat(attests("house")).isEqualTo("attestation.STATEMENT_LAPSED");
    assertThat(world.send("house", "attestation.decline", declining()).code())
        .isEqualTo("attestation.STATEMENT_LAPSED");
    assertThat(world.send("cellar", "attestation.withdraw", withdrawing()).code())
        .isEqualTo("attestation.STATEMENT_LAPSED");
    assertThat(Statements.lapsed(statement(), world.view(), world.now())).isTrue();
  }

  private void policy(String policy) {
    var policies = new Json.Arr(List.of(body(policy)));
    accepted(world.send("market", "catalogue.putEntry", entry().with("policies", policies)));
  }

  @Test
  void aPolicyNamesEachStepAndRoleOnce() {
    Json.Obj twice = body("{'step': 'ANCHOR', 'roles': ['OWNER', 'OWNER']}");
    Json.Obj none = body("{'step': 'ANCHOR'}").with("roles", texts());
    Json.Obj one = body("{'step': 'ANCHOR', 'roles': ['OWNER']}");
    for (List<Json> bad : List.<List<Json>>of(List.of(twice), List.of(none), List.of(one, one))) {
      Json.Obj entry = entry().with("policies", new Json.Arr(bad));
      assertThat(world.send("market", "catalogue.putEntry", entry).code())
          .isEqualTo("command.MALFORMED");
    }
  }
}
