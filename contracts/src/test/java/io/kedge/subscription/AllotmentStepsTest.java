package io.kedge.subscription;

import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.set;
import static io.kedge.testing.Bodies.texts;
import static io.kedge.testing.Market.accepted;
import static io.kedge.testing.Market.day;
import static io.kedge.testing.Market.in;
import static io.kedge.testing.Market.terms;
import static io.kedge.testing.Market.tranches;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Outcome;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.offering.Offering;
import io.kedge.offering.OfferingStatus;
import io.kedge.party.Role;
import io.kedge.testing.Market;
import io.kedge.testing.World;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The steps of an allotment, each refused until it is due and after it is done.
@Requirement({"C-23", "I-21", "H-50", "H-51"})
class AllotmentStepsTest {
  private final Market market = new Market();
  private final World world = market.world();

  private Application of(OfferingId id, String owner) {
    return Subscriptions.find(world.view(), id, new PartyId(owner)).orElseThrow();
  }

  private String propose(OfferingId id, String cuts) {
    return world
        .send(
            "dora",
            "allotment.propose",
            body("{'offering':'" + id.value() + "','cuts':[" + cuts + "]}"))
        .code();
  }

  private Outcome verify(OfferingId id, String proposer) {
    return world.send(
        "carol",
        "allotment.verify",
        Json.Obj.empty().with("offering", id.value()).with("proposer", proposer));
  }

  private String reveal(OfferingId id, String by, String secretOf) {
    return world
        .send(
            by,
            "lottery.reveal",
            Json.Obj.empty()
                .with("offering", id.value())
                .with("secret", Market.secret(secretOf).base64()))
        .code();
  }

  private OfferingId applied(OfferingId id, long alice, long bob, long carol) {
    market.atDay(1);
    accepted(market.apply(id, "alice", "public", alice));
    accepted(market.apply(id, "bob", "public", bob));
    accepted(market.apply(id, "carol", "public", carol));
    market.atDay(3);
    return id;
  }

  @Test
  void fullDemandIsSettledWithoutLines() {
    OfferingId id = market.announce();
    market.atDay(1);
    accepted(market.apply(id, "alice", "public", 50));
    accepted(market.apply(id, "bob", "public", 20));
    assertThat(market.step("allotment.tally", id).code())
        .isEqualTo("subscription.SUBSCRIPTION_STILL_OPEN");
    market.atDay(3);
    assertThat(market.step("allotment.settle", id).code()).isEqualTo("subscription.NOT_TALLIED");
    assertThat(propose(id, "{'kind':'EVERYONE'}")).isEqualTo("subscription.NOT_TALLIED");
    market.tally(id);
    assertThat(market.step("allotment.tally", id).code()).isEqualTo("subscription.ALREADY_TALLIED");
    assertThat(propose(id, "{'kind':'EVERYONE'}")).isEqualTo("subscription.NO_CUT_NEEDED");
    market.settle(id);
    assertThat(market.step("allotment.settle", id).code()).isEqualTo("subscription.ALL_SETTLED");
    assertThat(market.step("allotment.tally", id).code())
        .isEqualTo("subscription.ALLOTMENT_DECIDED");
    assertThat(market.holds("alice", Market.TEA)).isEqualTo(50);
    assertThat(market.holds("issuer", Market.CNY)).isEqualTo(35_000);
    assertThat(market.offering(id).sold()).isEqualTo(70);
    assertThat(Subscriptions.allSettled(market.offering(id))).isTrue();
  }

  @Test
  void whatIsUnsoldIsNeverMintedAndItsGoodsAreFree() {
    OfferingId id = market.announce();
    market.atDay(1);
    accepted(market.apply(id, "alice", "public", 40));
    market.atDay(3).tally(id).settle(id);
    assertThat(market.issue().units()).isEqualTo(40);
    assertThat(market.asset().anchored()).isEqualTo(80);
  }

  @Test
  @Requirement("I-20")
  void underTheSoftCapEverythingIsRefunded() {
    market.fees(1_000);
    OfferingId id = market.announce();
    market.atDay(1);
    Json.Obj request =
        Json.Obj.empty()
            .with("offering", id.value())
            .with("tranche", "public")
            .with("units", 15L)
            .with("maxFeePpm", new Json.Whole(1_000))
            .with("inputs", texts(market.cash("alice", 7_508).value()));
    accepted(world.send("alice", "subscription.apply", request));
    market.atDay(3).tally(id);
    assertThat(propose(id, "{'kind':'EVERYONE'}")).isEqualTo("subscription.OFFERING_FAILS");
    market.settle(id);
    assertThat(market.offering(id).status()).isEqualTo(OfferingStatus.FAILED);
    assertThat(market.holds("alice", Market.CNY)).isEqualTo(7_508);
    assertThat(market.holds("operator", Market.CNY)).isZero();
    assertThat(market.asset().anchored()).isEqualTo(200);
    assertThat(market.issue().units()).isEqualTo(100);
  }

  @Test
  void anOfferingNobodyWantsFails() {
    OfferingId id = market.announce(in("subscription", set("softCap", "0")));
    market.atDay(3).tally(id).settle(id);
    assertThat(market.offering(id).status()).isEqualTo(OfferingStatus.FAILED);
  }

  @Test
  void moreDemandNeedsVerifiedLines() {
    OfferingId id = applied(market.announce(), 50, 50, 25);
    market.tally(id);
    assertThat(market.step("allotment.settle", id).code()).isEqualTo("subscription.NOT_VERIFIED");
    assertThat(verify(id, "dora").code()).isEqualTo("subscription.PROPOSAL_UNKNOWN");
    assertThat(propose(id, "{'kind':'EVERYONE'}")).isEqualTo("subscription.CUTS_DIFFER_FROM_RULES");
    assertThat(propose(id, "")).isEqualTo("subscription.CUTS_DIFFER_FROM_RULES");
    market.prove(id);
    assertThat(propose(id, "{'kind':'EVERYONE'}")).isEqualTo("subscription.ALREADY_VERIFIED");
    assertThat(verify(id, "dora").code()).isEqualTo("subscription.ALREADY_VERIFIED");
    market.settle(id);
    assertThat(market.holds("alice", Market.TEA)).isEqualTo(40);
    assertThat(market.holds("bob", Market.TEA)).isEqualTo(40);
    assertThat(market.holds("carol", Market.TEA)).isEqualTo(20);
    assertThat(market.holds("alice", Market.CNY)).isEqualTo(5_000);
    assertThat(market.holds("issuer", Market.CNY)).isEqualTo(50_000);
  }

  @Test
  void wrongLinesAreThrownOut() {
    OfferingId id = applied(market.announce(), 50, 50, 30);
    market.tally(id);
    String zero = Digest.ZERO.hex();
    String none = "{'kind':'REMAINDER','remainder':'26','at':'0','command':'" + zero + "'}";
    assertThat(propose(id, none)).isEqualTo(Outcome.ACCEPTED);
    Outcome outcome = accepted(verify(id, "dora"));
    assertThat(outcome.events().getLast().tag()).isEqualTo("allotment.verified");
    assertThat(market.run(id).cuts()).isEmpty();
    assertThat(verify(id, "dora").code()).isEqualTo("subscription.PROPOSAL_UNKNOWN");
    market.prove(id).settle(id);
    assertThat(market.offering(id).sold()).isEqualTo(100);
  }

  @Test
  void aWrongProposalStandsInNobodysWay() {
    OfferingId id = applied(market.announce(), 50, 50, 30);
    market.tally(id);
    String bad =
        "{'kind':'REMAINDER','remainder':'0','at':'0','command':'" + Digest.ZERO.hex() + "'}";
    assertThat(
            world
                .send(
                    "bob",
                    "allotment.propose",
                    body("{'offering':'" + id.value() + "','cuts':[" + bad + "]}"))
                .code())
        .isEqualTo(Outcome.ACCEPTED);
    market.prove(id).settle(id);
    assertThat(market.offering(id).status()).isEqualTo(OfferingStatus.SETTLED);
  }

  @Test
  void firstComeIsServedFirst() {
    OfferingId id = market.announce(tranches("public 100 FIRST_COME"));
    market.atDay(1);
    accepted(market.apply(id, "carol", "public", 50));
    world.after(1);
    accepted(market.apply(id, "bob", "public", 40));
    world.after(1);
    accepted(market.apply(id, "alice", "public", 50));
    market.atDay(3).tally(id).prove(id).settle(id);
    assertThat(market.holds("carol", Market.TEA)).isEqualTo(50);
    assertThat(market.holds("bob", Market.TEA)).isEqualTo(40);
    assertThat(market.holds("alice", Market.TEA)).isEqualTo(10);
  }

  @Test
  void aLotteryIsDrawnFromBothSecrets() {
    OfferingId id =
        applied(market.announce(tranches("public 100 LOTTERY"), market.draw()), 50, 50, 50);
    assertThat(reveal(id, "issuer", "issuer")).isEqualTo("subscription.NOT_TALLIED");
    market.tally(id);
    assertThat(propose(id, "{'kind':'EVERYONE'}")).isEqualTo("subscription.REVEAL_AWAITED");
    assertThat(reveal(id, "operator", "issuer")).isEqualTo("subscription.NOT_A_REVEALER");
    assertThat(reveal(id, "issuer", "regulator")).isEqualTo("subscription.SECRET_DIFFERS");
    assertThat(reveal(id, "issuer", "issuer")).isEqualTo(Outcome.ACCEPTED);
    assertThat(reveal(id, "issuer", "issuer")).isEqualTo("subscription.ALREADY_REVEALED");
    assertThat(propose(id, "{'kind':'EVERYONE'}")).isEqualTo("subscription.REVEAL_AWAITED");
    assertThat(reveal(id, "regulator", "regulator")).isEqualTo(Outcome.ACCEPTED);
    assertThat(market.run(id).seed())
        .contains(
            Digest.of(
                Market.secret("issuer"),
                Market.secret("regulator"),
                market.run(id).tally().digest().bytes()));
    market.prove(id);
    assertThat(market.run(id).cuts().getFirst()).isInstanceOf(Cut.AtScore.class);
    market.settle(id);
    assertThat(market.offering(id).sold()).isEqualTo(100);
  }

  @Test
  void aSecretThatIsHeldBackMakesTheDrawProRata() {
    OfferingId id =
        applied(market.announce(tranches("public 100 LOTTERY"), market.draw()), 50, 50, 25);
    market.tally(id);
    assertThat(reveal(id, "issuer", "issuer")).isEqualTo(Outcome.ACCEPTED);
    market.atDay(4);
    assertThat(reveal(id, "regulator", "regulator")).isEqualTo("subscription.REVEAL_TOO_LATE");
    market.prove(id).settle(id);
    assertThat(of(id, "alice").allotted()).isEqualTo(40);
    assertThat(of(id, "carol").allotted()).isEqualTo(20);
  }

  @Test
  void noDrawIsAwaitedWhereNoneIsNeeded() {
    OfferingId hybrid =
        applied(market.announce(tranches("public 100 HYBRID"), market.draw()), 50, 50, 45);
    market.tally(hybrid).prove(hybrid).settle(hybrid);
    assertThat(market.offering(hybrid).sold()).isEqualTo(100);
    assertThat(of(hybrid, "carol").allotted()).isBetween(30L, 35L);
  }

  @Test
  void theExtensionComesBeforeTheAllotment() {
    OfferingId id =
        market.announce(
            in("subscription", set("unsold", body("{'kind':'EXTEND','until':'" + day(5) + "'}"))));
    market.atDay(1);
    accepted(market.apply(id, "alice", "public", 40));
    market.atDay(3);
    assertThat(market.step("offering.extend", id).code()).isEqualTo("subscription.NOT_TALLIED");
    market.tally(id);
    assertThat(market.step("allotment.settle", id).code()).isEqualTo("subscription.EXTENSION_DUE");
    accepted(market.step("offering.extend", id));
    accepted(market.apply(id, "bob", "public", 30));
    assertThat(market.step("offering.extend", id).code())
        .isEqualTo("subscription.SUBSCRIPTION_STILL_OPEN");
    market.atDay(5).tally(id);
    assertThat(market.step("offering.extend", id).code())
        .isEqualTo("subscription.EXTENSION_NOT_DUE");
    market.settle(id);
    assertThat(market.offering(id).sold()).isEqualTo(70);
  }

  @Test
  void anUnusedExtensionDoesNotBlockForEver() {
    OfferingId id =
        market.announce(
            in("subscription", set("unsold", body("{'kind':'EXTEND','until':'" + day(5) + "'}"))));
    market.atDay(1);
    accepted(market.apply(id, "alice", "public", 40));
    market.atDay(3).tally(id).atDay(5).settle(id);
    assertThat(market.offering(id).sold()).isEqualTo(40);
  }

  @Test
  void emptyTranchesFillTheOthersInTheAnnouncedOrder() {
    OfferingId id =
        market.announce(
            tranches("friends 40 FIRST_COME", "public 30 PRO_RATA", "firms 30 PRO_RATA"));
    market.atDay(1);
    accepted(market.apply(id, "alice", "friends", 10));
    accepted(market.apply(id, "bob", "public", 50));
    accepted(market.apply(id, "carol", "firms", 50));
    market.atDay(3).tally(id).prove(id).settle(id);
    assertThat(of(id, "alice").allotted()).isEqualTo(10);
    assertThat(of(id, "bob").allotted()).isEqualTo(50);
    assertThat(of(id, "carol").allotted()).isEqualTo(40);
  }

  @Test
  void theFeeIsOnWhatIsAllottedAndTheRestComesBack() {
    market.fees(1_000);
    OfferingId id = market.announce(in("subscription", set("unitsCap", "100")));
    market.atDay(1);
    for (String party : List.of("alice", "bob")) {
      accepted(
          world.send(
              party,
              "subscription.apply",
              Json.Obj.empty()
                  .with("offering", id.value())
                  .with("tranche", "public")
                  .with("units", 95L)
                  .with("maxFeePpm", new Json.Whole(1_000))
                  .with("inputs", texts(market.cash(party, 47_548).value()))));
    }
    market.fees(0).atDay(3).tally(id).prove(id).settle(id);
    assertThat(market.holds("issuer", Market.CNY)).isEqualTo(50_000);
    assertThat(market.holds("operator", Market.CNY)).isEqualTo(25 + 25);
    assertThat(market.holds("alice", Market.CNY)).isEqualTo(47_548 - 25_025);
    assertThat(market.run(id).progress())
        .isEqualTo(
            new Progress(market.run(id).progress().after(), true, 100, 50_000, 50, 2 * 22_523, 0));
  }

  @Test
  @Requirement({"I-15", "C-32"})
  void whoIsFrozenIsSetAsideAndSettledLater() {
    OfferingId id = applied(market.announce(), 50, 25, 25);
    market.order("freeze.freeze", "PARTY", "bob").tally(id).settle(id);
    Offering offering = market.offering(id);
    assertThat(offering.status()).isEqualTo(OfferingStatus.SETTLED);
    assertThat(offering.sold()).isEqualTo(100);
    assertThat(of(id, "bob").status()).isEqualTo(Application.Status.SET_ASIDE);
    assertThat(market.holds("bob", Market.TEA)).isZero();
    assertThat(late(id, "bob").code()).isEqualTo("freeze.FROZEN");
    assertThat(late(id, "alice").code()).isEqualTo("subscription.NOT_SET_ASIDE");
    assertThat(late(id, "dora").code()).isEqualTo("subscription.NOT_APPLIED");
    market.order("freeze.unfreeze", "PARTY", "bob");
    accepted(late(id, "bob"));
    assertThat(market.holds("bob", Market.TEA)).isEqualTo(25);
    assertThat(market.holds("issuer", Market.CNY)).isEqualTo(50_000);
    assertThat(market.run(id).progress().setAside()).isZero();
    assertThat(Subscriptions.live(world.view(), offering)).isZero();
  }

  private Outcome late(OfferingId id, String owner) {
    return world.send(
        "dora",
        "allotment.settleLate",
        Json.Obj.empty().with("offering", id.value()).with("beneficialOwner", owner));
  }

  @Test
  void aFrozenAnchorStopsTheSettlement() {
    OfferingId id = applied(market.announce(), 50, 25, 25);
    market.tally(id).order("freeze.freeze", "ASSET", "cellar");
    assertThat(market.step("allotment.settle", id).code()).isEqualTo("freeze.FROZEN");
    market.order("freeze.unfreeze", "ASSET", "cellar").settle(id);
    assertThat(market.offering(id).sold()).isEqualTo(100);
  }

  @Test
  void collateralIsKeptForWhatWasSold() {
    String cash = market.cash("issuer", 40_000).value();
    OfferingId id =
        market.announce(
            in("redemption", set("expiry", body("{'kind':'CASH','price':'400'}"))),
            set("collateral", texts(cash)));
    market.atDay(1);
    accepted(market.apply(id, "alice", "public", 40));
    market.atDay(3).tally(id).settle(id);
    assertThat(market.holds("issuer", Market.CNY)).isEqualTo(20_000 + 24_000);
    assertThat(market.offering(id).collateral()).isPresent();
  }

  @Test
  void manyApplicationsAreSettledInPieces() {
    OfferingId id =
        market.announce(
            in("subscription", set("lot", "1")),
            in("subscription", set("unitsMin", "1")),
            terms(set("compliance", body("{'holdersMax':0}"))),
            tranches("public 100 HYBRID"),
            market.draw());
    market.atDay(1);
    for (int i = 0; i < 450; i++) {
      world.with("t" + i, Role.TRADER);
      accepted(market.apply(id, "t" + i, "public", 1 + i % 7));
    }
    market.atDay(3).tally(id).reveal(id).prove(id);
    accepted(market.step("allotment.settle", id));
    assertThat(market.offering(id).status()).isEqualTo(OfferingStatus.SETTLING);
    assertThat(
            world
                .send(
                    "operator",
                    "offering.cancel",
                    Json.Obj.empty().with("offering", id.value()).with("reason", "too late"))
                .code())
        .isEqualTo("offering.OFFERING_DECIDED");
    market.settle(id);
    assertThat(market.offering(id).sold()).isEqualTo(100);
    assertThat(
            Subscriptions.page(world.view(), id, java.util.Optional.empty(), 1_000).stream()
                .mapToLong(Application::allotted))
        .allMatch(units -> units <= 1);
  }

  @Test
  void malformedCutsAndSecretsAreRefused() {
    OfferingId id = applied(market.announce(), 50, 50, 30);
    assertThat(propose(id, "{'kind':'NONE'}")).isEqualTo("command.MALFORMED");
    Json.Obj tooShort =
        Json.Obj.empty().with("offering", id.value()).with("secret", Bytes.utf8("short").base64());
    assertThat(world.send("issuer", "lottery.reveal", tooShort).code())
        .isEqualTo("command.MALFORMED");
    market.tally(id);
    assertThat(reveal(id, "issuer", "issuer")).isEqualTo("subscription.NOT_A_REVEALER");
  }
}
