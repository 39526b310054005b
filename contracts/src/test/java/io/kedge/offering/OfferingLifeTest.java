package io.kedge.offering;

import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.set;
import static io.kedge.testing.Bodies.texts;
import static io.kedge.testing.Market.accepted;
import static io.kedge.testing.Market.day;
import static io.kedge.testing.Market.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.contract.Outcome;
import io.kedge.contract.RefusedException;
import io.kedge.kernel.Json;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.party.Role;
import io.kedge.testing.Market;
import io.kedge.testing.World;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// An offering's life by its clock, and what operator and issuer may do to it.
class OfferingLifeTest {
  private final Market market = new Market();
  private final World world = market.world();

  private Phase phase(OfferingId id) {
    return Offerings.phase(world.view(), market.offering(id), world.now());
  }

  private Outcome decree(String by, String verb, OfferingId id, String... more) {
    Json.Obj body =
        Json.Obj.empty().with("offering", id.value()).with("reason", "the harvest is late");
    for (int i = 0; i < more.length; i += 2) {
      body = set(more[i], more[i + 1]).apply(body);
    }
    return world.send(by, "offering." + verb, body);
  }

  private Outcome operator(String verb, OfferingId id, String... more) {
    return decree("operator", verb, id, more);
  }

  private static void refused(String code, ThrowingCallable check) {
    assertThatThrownBy(check)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().code()).isEqualTo(code));
  }

  private void requireTrading(OfferingId id) {
    Trading.requireOpen(world.view(), market.offering(id), world.now());
  }

  private void requireRedeeming(OfferingId id) {
    Redeeming.requireOpen(world.view(), market.offering(id), world.now());
  }

  @Test
  @Requirement({"C-20", "C-25", "C-41", "H-37", "H-38", "H-41", "I-10", "I-11"})
  void stagesOpenByThemselvesAtTheAnnouncedTimes() {
    OfferingId id = market.settled();
    assertThat(phase(id)).isEqualTo(Phase.TRADING_OPEN);
    requireTrading(id);
    refused("offering.REDEMPTION_NOT_OPEN", () -> requireRedeeming(id));
    world.after(-1);
    assertThat(phase(id)).isEqualTo(Phase.SETTLED);
    refused("offering.TRADING_NOT_OPEN", () -> requireTrading(id));
    market.atDay(20);
    assertThat(phase(id)).isEqualTo(Phase.REDEMPTION_OPEN);
    requireRedeeming(id);
    refused("offering.TRADING_CLOSED", () -> requireTrading(id));
    market.atDay(40);
    assertThat(phase(id)).isEqualTo(Phase.REDEMPTION_CLOSED);
    refused("offering.REDEMPTION_CLOSED", () -> requireRedeeming(id));
    assertThat(Redeeming.isOver(world.view(), market.offering(id), world.now())).isTrue();
  }

  @Test
  void tradingWaitsForTheSettlementOfAllApplications() {
    OfferingId id = market.announce();
    market.atDay(1);
    accepted(market.apply(id, "alice", "public", 50));
    market.atDay(6);
    assertThat(phase(id)).isEqualTo(Phase.SUBSCRIPTION_CLOSED);
    refused("offering.TRADING_NOT_OPEN", () -> requireTrading(id));
    market.tally(id).settle(id);
    requireTrading(id);
  }

  @Test
  @Requirement("I-11")
  void bothRunSideBySideWhereAnnounced() {
    Json.Obj trading =
        body(
            "{'opens':'%s','closes':'%s','parallel':true,'feeSchedule':'fees','tick':'10','lot':'1'}"
                .formatted(day(5), day(30)));
    OfferingId id = market.announce(Market.terms(set("trading", trading)));
    market.atDay(1);
    accepted(market.apply(id, "alice", "public", 50));
    market.atDay(3).tally(id).settle(id).atDay(25);
    requireTrading(id);
    requireRedeeming(id);
    market.atDay(30);
    refused("offering.TRADING_CLOSED", () -> requireTrading(id));
    requireRedeeming(id);
  }

  @Test
  @Requirement({"C-22", "I-10"})
  void theOperatorOpensSubscriptionEarly() {
    OfferingId id = market.announce();
    assertThat(market.apply(id, "alice", "public", 5).code())
        .isEqualTo("subscription.SUBSCRIPTION_NOT_OPEN");
    accepted(operator("open", id, "stage", "SUBSCRIPTION"));
    assertThat(phase(id)).isEqualTo(Phase.SUBSCRIPTION_OPEN);
    accepted(market.apply(id, "alice", "public", 5));
    Decree decree = market.offering(id).decrees().getLast();
    assertThat(decree.by()).isEqualTo(new PartyId("operator"));
    assertThat(decree.reason()).isEqualTo("the harvest is late");
    assertThat(operator("open", id, "stage", "SUBSCRIPTION").code())
        .isEqualTo("offering.STAGE_OPENED");
  }

  @Test
  @Requirement({"C-26", "C-41"})
  void theOperatorOpensTradingAndRedemptionEarlyButInOrder() {
    OfferingId id = market.announce();
    assertThat(operator("open", id, "stage", "TRADING").code())
        .isEqualTo("offering.TIMES_OUT_OF_ORDER");
    market.atDay(1);
    accepted(market.apply(id, "alice", "public", 50));
    market.atDay(3).tally(id).settle(id);
    accepted(operator("open", id, "stage", "TRADING"));
    requireTrading(id);
    market.atDay(4);
    accepted(operator("open", id, "stage", "REDEMPTION"));
    requireRedeeming(id);
    refused("offering.TRADING_CLOSED", () -> requireTrading(id));
  }

  @Test
  @Requirement("I-10")
  void theOperatorPostponesAStageWithItsLength() {
    OfferingId id = market.announce();
    assertThat(operator("postpone", id, "stage", "SUBSCRIPTION", "to", day(4)).code())
        .isEqualTo("offering.TIMES_OUT_OF_ORDER");
    accepted(operator("postpone", id, "stage", "TRADING", "to", day(8)));
    accepted(operator("postpone", id, "stage", "SUBSCRIPTION", "to", day(4)));
    assertThat(market.offering(id).schedule().subscription().closes()).hasToString(day(6));
    assertThat(operator("postpone", id, "stage", "TRADING", "to", day(8)).code())
        .isEqualTo("offering.NOT_LATER");
    accepted(operator("postpone", id, "stage", "REDEMPTION", "to", day(25)));
    assertThat(market.offering(id).schedule().trading().closes()).hasToString(day(25));
    assertThat(market.offering(id).schedule().redemption().closes()).hasToString(day(45));
    market.atDay(4);
    assertThat(operator("postpone", id, "stage", "SUBSCRIPTION", "to", day(5)).code())
        .isEqualTo("offering.STAGE_OPENED");
  }

  @Test
  @Requirement({"A-49", "C-31", "H-39", "H-40"})
  void tradingIsSuspendedAndResumed() {
    OfferingId id = market.settled();
    assertThat(operator("resume", id).code()).isEqualTo("offering.TRADING_NOT_SUSPENDED");
    accepted(operator("suspend", id));
    assertThat(phase(id)).isEqualTo(Phase.TRADING_SUSPENDED);
    refused("offering.TRADING_SUSPENDED", () -> requireTrading(id));
    Trading.requireCirculating(world.view(), market.offering(id), world.now());
    assertThat(operator("suspend", id).code()).isEqualTo("offering.TRADING_SUSPENDED");
    accepted(operator("resume", id));
    requireTrading(id);
    market.atDay(20);
    assertThat(operator("suspend", id).code()).isEqualTo("offering.TRADING_CLOSED");
  }

  @Test
  void nobodyElseDoesWhatTheOperatorDoes() {
    world.with("other", Role.OPERATOR);
    OfferingId id = market.announce();
    for (String by : new String[] {"issuer", "other"}) {
      assertThat(decree(by, "open", id, "stage", "SUBSCRIPTION").code())
          .isEqualTo("offering.NOT_THE_OPERATOR");
      assertThat(decree(by, "cancel", id).code()).isEqualTo("offering.NOT_THE_OPERATOR");
      assertThat(decree(by, "suspend", id).code()).isEqualTo("offering.NOT_THE_OPERATOR");
    }
    assertThat(operator("cancel", new OfferingId("none")).code())
        .isEqualTo("offering.OFFERING_UNKNOWN");
  }

  @Test
  @Requirement("H-45")
  void theIssuerWithdrawsBeforeSubscriptionOpens() {
    String cash = market.cash("issuer", 40_000).value();
    OfferingId id =
        market.announce(
            in("redemption", set("expiry", body("{'kind':'CASH','price':'400'}"))),
            set("collateral", texts(cash)));
    assertThat(market.holds("issuer", Market.CNY)).isZero();
    assertThat(decree("operator", "withdraw", id).code()).isEqualTo("offering.NOT_THE_ISSUER");
    accepted(decree("issuer", "withdraw", id));
    assertThat(phase(id)).isEqualTo(Phase.WITHDRAWN);
    assertThat(market.holds("issuer", Market.CNY)).isEqualTo(40_000);
    assertThat(Offerings.ofIssue(world.view(), Market.TEA)).isEmpty();
    assertThat(decree("issuer", "withdraw", id).code()).isEqualTo("offering.OFFERING_DECIDED");
    assertThat(operator("open", id, "stage", "TRADING").code())
        .isEqualTo("offering.OFFERING_DECIDED");
    OfferingId again = market.announce();
    market.atDay(1);
    assertThat(decree("issuer", "withdraw", again).code())
        .isEqualTo("offering.SUBSCRIPTION_OPENED");
  }

  @Test
  @Requirement({"H-45", "H-51"})
  void aCancelledOfferingRefundsEverything() {
    OfferingId id = market.announce();
    market.atDay(1);
    accepted(market.apply(id, "alice", "public", 50));
    accepted(operator("cancel", id));
    assertThat(phase(id)).isEqualTo(Phase.CANCELLED);
    assertThat(market.apply(id, "bob", "public", 5).code())
        .isEqualTo("subscription.SUBSCRIPTION_CLOSED");
    Json.Obj again = Market.in("subscription", set("opens", day(2))).apply(Market.announcement());
    assertThat(world.send("issuer", "offering.announce", again).code())
        .isEqualTo("offering.OFFERING_IN_FORCE");
    market.settle(id);
    assertThat(market.holds("alice", Market.CNY)).isEqualTo(25_000);
    assertThat(market.holds("alice", Market.TEA)).isZero();
    assertThat(operator("cancel", id).code()).isEqualTo("offering.OFFERING_DECIDED");
    accepted(world.send("issuer", "offering.announce", again));
  }

  /// Bug: collateral of an issuer frozen when the offering ended was locked for ever.
  @Test
  @Requirement({"H-51", "I-15"})
  void collateralOfAFrozenIssuerComesBackAfterTheUnfreezing() {
    String cash = market.cash("issuer", 40_000).value();
    OfferingId id =
        market.announce(
            in("redemption", set("expiry", body("{'kind':'CASH','price':'400'}"))),
            set("collateral", texts(cash)));
    assertThat(market.step("offering.releaseCollateral", id).code())
        .isEqualTo("offering.NOTHING_TO_RELEASE");
    market.order("freeze.freeze", "PARTY", "issuer").atDay(3).tally(id).settle(id);
    assertThat(phase(id)).isEqualTo(Phase.FAILED);
    assertThat(market.step("offering.releaseCollateral", id).code()).isEqualTo("freeze.FROZEN");
    market.order("freeze.unfreeze", "PARTY", "issuer");
    accepted(market.step("offering.releaseCollateral", id));
    assertThat(market.holds("issuer", Market.CNY)).isEqualTo(40_000);
    assertThat(market.offering(id).collateral()).isEmpty();
    assertThat(market.step("offering.releaseCollateral", id).code())
        .isEqualTo("offering.NOTHING_TO_RELEASE");
  }

  /// Bug: one frozen lock of collateral held up the refunds of everybody.
  @Test
  @Requirement({"H-51", "I-15"})
  void frozenCollateralDoesNotStopTheSettlementAndIsKeptForWhatWasSold() {
    String cash = market.cash("issuer", 40_000).value();
    OfferingId id =
        market.announce(
            in("redemption", set("expiry", body("{'kind':'CASH','price':'400'}"))),
            set("collateral", texts(cash)));
    String lock = market.offering(id).collateral().orElseThrow().value();
    market.atDay(1).order("freeze.freeze", "NOTE", lock);
    accepted(market.apply(id, "alice", "public", 40));
    market.atDay(3).tally(id).settle(id);
    assertThat(phase(id)).isEqualTo(Phase.SETTLED);
    assertThat(market.holds("issuer", Market.CNY)).isEqualTo(20_000);
    market.order("freeze.unfreeze", "NOTE", lock);
    accepted(market.step("offering.releaseCollateral", id));
    assertThat(market.holds("issuer", Market.CNY)).isEqualTo(20_000 + 24_000);
    assertThat(market.step("offering.releaseCollateral", id).code())
        .isEqualTo("offering.NOTHING_TO_RELEASE");
  }

  /// Bug: the last of 64 decrees could suspend trading, and none was left to resume it.
  @Test
  @Requirement("C-31")
  void whatIsSuspendedCanAlwaysBeResumed() {
    OfferingId id = market.announce();
    accepted(operator("open", id, "stage", "SUBSCRIPTION"));
    for (int i = 1; i < Decree.DECREES_MAX - 1; i++) {
      accepted(operator(i % 2 == 1 ? "suspend" : "resume", id));
    }
    assertThat(operator("suspend", id).code()).isEqualTo("offering.TOO_MANY_DECREES");
  }

  @Test
  void whatIsSettledIsNotCancelled() {
    OfferingId id = market.settled();
    assertThat(operator("cancel", id).code()).isEqualTo("offering.OFFERING_DECIDED");
  }

  @Test
  @Requirement({"C-32", "I-15"})
  void theClockStandsStillWhileTheAnchorIsFrozen() {
    OfferingId id = market.settled();
    market.atDay(10).order("freeze.freeze", "ASSET", "cellar");
    refused("freeze.FROZEN", () -> requireTrading(id));
    market.atDay(22);
    assertThat(phase(id)).isEqualTo(Phase.TRADING_OPEN);
    refused("freeze.FROZEN", () -> requireTrading(id));
    market.order("freeze.unfreeze", "ASSET", "cellar");
    requireTrading(id);
    market.atDay(31);
    requireTrading(id);
    market.atDay(32);
    requireRedeeming(id);
    refused("offering.TRADING_CLOSED", () -> requireTrading(id));
  }

  @Test
  void everyDecreeIsToldAndKeptOnce() {
    OfferingId id = market.announce();
    assertThat(operator("suspend", id).events()).hasSize(1);
    for (int i = 1; i < Decree.DECREES_MAX; i++) {
      accepted(operator(i % 2 == 1 ? "resume" : "suspend", id));
    }
    assertThat(operator("suspend", id).code()).isEqualTo("offering.TOO_MANY_DECREES");
    assertThat(decree("operator", "cancel", id, "reason", "x".repeat(501)).code())
        .isEqualTo("command.MALFORMED");
  }
}
