package io.kedge.liquidation;

import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Market.TEA;
import static io.kedge.testing.Market.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Outcome;
import io.kedge.issue.IssueStatus;
import io.kedge.kernel.Json;
import io.kedge.kernel.Requirement;
import io.kedge.party.Role;
import io.kedge.testing.Cellar;
import io.kedge.testing.Market;
import io.kedge.voucher.VoucherState;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LiquidationTest {
  record Case(String what, Consumer<Attempt> change, String expected) {
    @Override
    public String toString() {
      return what + ": " + expected;
    }
  }

  /// alice took the goods of 50 units; bob's voucher of 50 units expired and was paid.
  static final class Attempt {
    final Cellar cellar = Cellar.paying(300);
    String by = "operator";
    Json.Obj body = body("{'issue':'tea'}");
    boolean bobRedeems = true;
    boolean bobExpires = true;

    Outcome send() {
      String first = cellar.redeem("alice", 50);
      accepted(cellar.pickUp("alice", first, 100, 0));
      if (bobRedeems) {
        String second = cellar.redeem("bob", 50);
        cellar.world().after(Cellar.VOUCHER_MILLIS);
        if (bobExpires) {
          Json.Obj expire = Json.Obj.empty().with("voucher", second);
          accepted(cellar.world().send("dora", "voucher.expire", expire));
        }
      }
      return liquidate();
    }

    Outcome liquidate() {
      return cellar.world().send(by, "liquidation.liquidate", body);
    }
  }

  private static Case when(String what, Consumer<Attempt> change, LiquidationRefusal expected) {
    return new Case(what, change, expected.code());
  }

  static Stream<Case> liquidationWithOneThingOpen() {
    return Stream.of(
        new Case("by its issuer", a -> a.by = "issuer", "party.ROLE_MISSING"),
        new Case("no such issue", a -> a.body = body("{'issue':'wine'}"), "issue.ISSUE_UNKNOWN"),
        when("a holder left", a -> a.bobRedeems = false, LiquidationRefusal.UNITS_OUTSTANDING),
        when("a voucher left", a -> a.bobExpires = false, LiquidationRefusal.VOUCHERS_OPEN));
  }

  @ParameterizedTest
  @MethodSource
  @Requirement({"C-52", "C-53", "C-54", "H-43"})
  void liquidationWithOneThingOpen(Case wrong) {
    assertThat(new Attempt().send().code()).isEqualTo(Outcome.ACCEPTED);
    var attempt = new Attempt();
    wrong.change.accept(attempt);
    assertThat(attempt.send().code()).isEqualTo(wrong.expected);
  }

  static Stream<Case> liquidationOfWhatMayNotEnd() {
    return Stream.of(
        when("again", a -> accepted(a.liquidate()), LiquidationRefusal.ISSUE_NOT_LIVE),
        new Case("issue frozen", a -> a.cellar.freeze("INSTRUMENT", "tea"), "freeze.FROZEN"),
        new Case("anchor frozen", a -> a.cellar.freeze("ASSET", "cellar"), "freeze.FROZEN"),
        new Case("money frozen", a -> a.cellar.freeze("INSTRUMENT", "cny"), "freeze.FROZEN"),
        new Case("issuer frozen", a -> a.cellar.freeze("PARTY", "issuer"), "freeze.FROZEN"));
  }

  @ParameterizedTest
  @MethodSource
  @Requirement({"C-54", "I-15"})
  void liquidationOfWhatMayNotEnd(Case wrong) {
    var attempt = new Attempt();
    attempt.by = "issuer";
    assertThat(attempt.send().code()).isEqualTo("party.ROLE_MISSING");
    attempt.by = "operator";
    wrong.change.accept(attempt);
    assertThat(attempt.liquidate().code()).isEqualTo(wrong.expected);
  }

  @Test
  @Requirement("C-52")
  void anAnnouncedIssueIsNotWoundUpBeforeItsApplicationsAreSettled() {
    var market = new Market();
    var offering = market.announce();
    Json.Obj body = body("{'issue':'tea'}");
    assertThat(market.world().send("operator", "liquidation.liquidate", body).code())
        .isEqualTo(LiquidationRefusal.OFFERING_NOT_SETTLED.code());
    market.atDay(1);
    accepted(market.apply(offering, "alice", "public", 5));
    market.atDay(3).tally(offering);
    assertThat(market.world().send("operator", "liquidation.liquidate", body).code())
        .isEqualTo(LiquidationRefusal.OFFERING_NOT_SETTLED.code());
    market.settle(offering);
    accepted(market.world().send("operator", "liquidation.liquidate", body));
    assertThat(market.holds("alice", Market.CNY)).isEqualTo(2_500);
    assertThat(market.asset().anchored()).isZero();
  }

  /// Bug: units allotted to somebody frozen were minted after the liquidation, with nothing behind.
  @Test
  @Requirement({"C-52", "I-15"})
  void unitsAllottedToSomebodyFrozenKeepTheIssueAlive() {
    var market = new Market();
    var offering = market.announce();
    market.atDay(1);
    accepted(market.apply(offering, "alice", "public", 20));
    market.order("freeze.freeze", "PARTY", "alice").atDay(3).tally(offering).settle(offering);
    Json.Obj body = body("{'issue':'tea'}");
    assertThat(market.world().send("operator", "liquidation.liquidate", body).code())
        .isEqualTo(LiquidationRefusal.OFFERING_NOT_SETTLED.code());
    market.order("freeze.unfreeze", "PARTY", "alice");
    accepted(
        market
            .world()
            .send(
                "dora",
                "allotment.settleLate",
                Json.Obj.empty()
                    .with("offering", offering.value())
                    .with("beneficialOwner", "alice")));
    assertThat(market.world().send("operator", "liquidation.liquidate", body).code())
        .isEqualTo(LiquidationRefusal.UNITS_OUTSTANDING.code());
  }

  /// Bug: any operator on the ledger could wind up a market of another.
  @Test
  @Requirement({"C-54", "A-49"})
  void anotherOperatorWindsUpOnlyWhatNobodyRuns() {
    var attempt = new Attempt();
    attempt.cellar.world().with("rival", Role.OPERATOR);
    attempt.by = "rival";
    assertThat(attempt.send().code()).isEqualTo("offering.NOT_THE_OPERATOR");
    Json.Obj close = body("{'party':'operator','reason':'gone'}");
    accepted(attempt.cellar.world().send("rival", "party.close", close));
    accepted(attempt.liquidate());
  }

  @Test
  @Requirement("C-52")
  void aCancelledOfferingIsRefundedFirst() {
    var market = new Market();
    var offering = market.announce();
    market.atDay(1);
    accepted(market.apply(offering, "alice", "public", 5));
    Json.Obj cancel = body("{'reason':'a storm'}").with("offering", offering.value());
    accepted(market.world().send("operator", "offering.cancel", cancel));
    Json.Obj body = body("{'issue':'tea'}");
    assertThat(market.world().send("operator", "liquidation.liquidate", body).code())
        .isEqualTo(LiquidationRefusal.OFFERING_NOT_SETTLED.code());
    market.settle(offering);
    accepted(market.world().send("operator", "liquidation.liquidate", body));
  }

  @Test
  @Requirement({"C-53", "C-54", "H-43"})
  void theAnchorAndTheCollateralComeBack() {
    var attempt = new Attempt();
    accepted(attempt.send());
    Market market = attempt.cellar.market();
    assertThat(market.issue().status()).isEqualTo(IssueStatus.LIQUIDATED);
    assertThat(market.asset().quantity()).isEqualTo(900);
    assertThat(market.asset().anchored()).isZero();
    assertThat(market.asset().free()).isEqualTo(900);
    assertThat(market.offering(attempt.cellar.offering()).collateral()).isEqualTo(Optional.empty());
    assertThat(market.holds("issuer", Market.CNY)).isEqualTo(50_000 + 15_000);
    assertThat(market.holds("bob", Market.CNY)).isEqualTo(15_000);
  }

  @Test
  @Requirement("C-50")
  void collateralForGoodsThatWereTakenComesBackBeforeTheEnd() {
    Cellar cellar = Cellar.paying(300);
    String voucher = cellar.redeem("alice", 30);
    var offering = cellar.offering();
    assertThat(cellar.market().step("offering.releaseCollateral", offering).code())
        .isEqualTo("offering.NOTHING_TO_RELEASE");
    accepted(cellar.pickUp("alice", voucher, 20, 0));
    accepted(cellar.market().step("offering.releaseCollateral", offering));
    assertThat(cellar.market().holds("issuer", Market.CNY)).isEqualTo(50_000 + 3_000);
  }

  @Test
  @Requirement({"C-55", "C-56"})
  void anybodySeesWhereTheUnitsAre() {
    Cellar cellar = Cellar.forfeit();
    String voucher = cellar.redeem("alice", 30);
    accepted(cellar.pickUp("alice", voucher, 20, 0));
    assertThat(IssueFigures.of(cellar.world().view(), TEA))
        .isEqualTo(new IssueFigures(100, 70, 20, 10, 0, 2));
    cellar.world().after(Cellar.VOUCHER_MILLIS);
    Json.Obj expire = Json.Obj.empty().with("voucher", rest(cellar));
    accepted(cellar.world().send("dora", "voucher.expire", expire));
    assertThat(IssueFigures.of(cellar.world().view(), TEA))
        .isEqualTo(new IssueFigures(100, 70, 0, 10, 20, 2));
  }

  private static String rest(Cellar cellar) {
    return cellar.vouchers().stream()
        .filter(voucher -> voucher.state() instanceof VoucherState.Open)
        .map(voucher -> voucher.id().value())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyRefusalIsReached() {
    Stream<String> reached =
        Stream.concat(
            Stream.of(LiquidationRefusal.OFFERING_NOT_SETTLED.code()),
            Stream.concat(liquidationWithOneThingOpen(), liquidationOfWhatMayNotEnd())
                .map(Case::expected));
    assertThat(reached.toList())
        .containsAll(
            Arrays.stream(LiquidationRefusal.values()).map(LiquidationRefusal::code).toList());
  }
}
