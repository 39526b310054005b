package io.kedge.reduction;

import static io.kedge.testing.Anchors.DAY;
import static io.kedge.testing.Anchors.accepted;
import static io.kedge.testing.Anchors.asset;
import static io.kedge.testing.Anchors.attest;
import static io.kedge.testing.Anchors.attestation;
import static io.kedge.testing.Anchors.confirmed;
import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.asset.Asset;
import io.kedge.contract.Change;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Json;
import io.kedge.kernel.Requirement;
import io.kedge.kernel.StatementId;
import io.kedge.party.Role;
import io.kedge.testing.Anchors;
import io.kedge.testing.World;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Requirement({"I-14", "H-14", "H-15", "H-16", "B-16", "B-17"})
class ReductionTest {
  private final World world = Anchors.world();
  private AssetId tea = new AssetId("none");

  @BeforeEach
  void aHundredCakesSixtyOfThemCommitted() {
    tea = confirmed(world, 100);
    commit(60);
  }

  private void commit(long units) {
    Asset next = asset(world, tea).withAnchored(units);
    world.put(new Change.Put(Asset.key(tea), next.encoded()));
  }

  private Json.Obj application(long quantity) {
    return body("{'reason': 'broken in storage'}")
        .with("asset", tea.value())
        .with("quantity", quantity)
        .with("deadline", world.now().plusMillis(DAY).millis());
  }

  private Reduction reduction(String id) {
    return Reductions.find(world.view(), new ReductionId(id)).orElseThrow();
  }

  private Reduction apply(long quantity) {
    accepted(world.send("house", "reduction.apply", application(quantity)));
    return reduction(world.lastId().output(0));
  }

  @Test
  void ownerAndOperatorLowerTheQuantity() {
    Reduction reduction = apply(40);
    assertThat(reduction.status()).isEqualTo(ReductionStatus.APPLIED);
    attest(world, reduction.statement(), "cellar");
    assertThat(asset(world, tea).quantity()).isEqualTo(100);
    attest(world, reduction.statement(), "market");
    assertThat(asset(world, tea).quantity()).isEqualTo(60);
    assertThat(asset(world, tea).free()).isZero();
    assertThat(reduction(reduction.id().value()).status()).isEqualTo(ReductionStatus.EFFECTIVE);
    assertThat(Reduction.decode(reduction.encoded())).isEqualTo(reduction);
  }

  static Stream<Arguments> oneThingWrong() {
    UnaryOperator<Json.Obj> same = UnaryOperator.identity();
    return Stream.of(
        Arguments.of("the owner applies", "cellar", same, "party.ROLE_MISSING"),
        Arguments.of("another issuer", "other-house", same, "reduction.NOT_THE_ISSUER"),
        Arguments.of("no asset", "house", set("asset", "gone"), "asset.ASSET_UNKNOWN"),
        Arguments.of("nothing", "house", set("quantity", "0"), "command.MALFORMED"),
        Arguments.of("one too many", "house", set("quantity", "41"), "reduction.BELOW_ANCHORED"),
        Arguments.of(
            "too late",
            "house",
            set("deadline", Long.toString(World.START.millis())),
            "attestation.DEADLINE_PASSED"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  @Requirement("A-52")
  void oneThingWrong(String what, String by, UnaryOperator<Json.Obj> tweak, String expected) {
    world.with("other-house", Role.ISSUER);
    accepted(world.dryRun("house", "reduction.apply", application(40), "house"));
    assertThat(world.send(by, "reduction.apply", tweak.apply(application(40))).code())
        .isEqualTo(expected);
  }

  @Test
  void whatIsPendingOrFrozenIsNotReduced() {
    tea = Anchors.registered(world, 100);
    assertThat(world.send("house", "reduction.apply", application(1)).code())
        .isEqualTo("asset.ASSET_NOT_CONFIRMED");
    attest(world, Anchors.statementOf(world, tea), "cellar", "garden", "house", "market");
    Reduction reduction = apply(1);
    attest(world, reduction.statement(), "cellar");
    accepted(world.send("market", "freeze.freeze", freeze()));
    assertThat(world.send("house", "reduction.apply", application(1)).code())
        .isEqualTo("freeze.FROZEN");
    assertThat(lastSignature(reduction.statement())).isEqualTo("freeze.FROZEN");
    world.after(2 * DAY);
    accepted(world.send("market", "freeze.unfreeze", freeze()));
    assertThat(lastSignature(reduction.statement())).isEqualTo("accepted");
    assertThat(asset(world, tea).quantity()).isEqualTo(99);
  }

  @Test
  void whatWasCommittedInBetweenIsNotTakenAway() {
    Reduction reduction = apply(40);
    attest(world, reduction.statement(), "cellar");
    commit(61);
    assertThat(lastSignature(reduction.statement())).isEqualTo("reduction.BELOW_ANCHORED");
    commit(60);
    assertThat(lastSignature(reduction.statement())).isEqualTo("accepted");
  }

  @Test
  @Requirement("I-35")
  void aReductionIsDeclinedOrWithdrawn() {
    Reduction declined = apply(10);
    accepted(
        world.send(
            "cellar",
            "attestation.decline",
            body("{'reason': 'nothing is broken'}")
                .with("statement", declined.statement().value())));
    assertThat(reduction(declined.id().value()).status()).isEqualTo(ReductionStatus.DECLINED);
    Reduction withdrawn = apply(10);
    accepted(
        world.send(
            "house",
            "attestation.withdraw",
            Json.Obj.empty().with("statement", withdrawn.statement().value())));
    assertThat(reduction(withdrawn.id().value()).status()).isEqualTo(ReductionStatus.WITHDRAWN);
    assertThat(asset(world, tea).quantity()).isEqualTo(100);
  }

  private Json.Obj freeze() {
    return body("{'kind': 'ASSET', 'reason': 'inspection'}")
        .with("id", tea.value())
        .with("evidence", "0".repeat(64));
  }

  private String lastSignature(StatementId statement) {
    return world
        .send("market", "attestation.attest", attestation(world, statement, "market"))
        .code();
  }
}
