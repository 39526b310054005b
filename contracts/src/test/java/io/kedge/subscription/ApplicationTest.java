package io.kedge.subscription;

import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.set;
import static io.kedge.testing.Bodies.texts;
import static io.kedge.testing.Market.accepted;
import static io.kedge.testing.Market.in;
import static io.kedge.testing.Market.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Outcome;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.note.Lock;
import io.kedge.note.LockPurpose;
import io.kedge.note.StripedTotal;
import io.kedge.party.InvestorClass;
import io.kedge.party.Party;
import io.kedge.party.PartyKind;
import io.kedge.party.PartyStatus;
import io.kedge.party.Role;
import io.kedge.testing.Market;
import io.kedge.testing.World;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Requirement({"C-21", "C-14", "H-49"})
class ApplicationTest {
  private final Market market = new Market();
  private final World world = market.world();

  private OfferingId open() {
    OfferingId id = market.announce();
    market.atDay(1);
    return id;
  }

  private Json.Obj request(OfferingId id, String party, long units, long cash) {
    return Json.Obj.empty()
        .with("offering", id.value())
        .with("tranche", "public")
        .with("units", units)
        .with("maxFeePpm", new Json.Whole(1_000))
        .with("inputs", texts(market.cash(party, cash).value()));
  }

  private Application of(OfferingId id, String owner) {
    return Subscriptions.find(world.view(), id, new PartyId(owner)).orElseThrow();
  }

  private Lock lock(Application application) {
    return Lock.require(world.view(), application.lock(), LockPurpose.SUBSCRIPTION);
  }

  @Test
  @Requirement("I-20")
  void applyingLocksValueAndFeeAndGivesChange() {
    market.fees(1_000);
    OfferingId id = open();
    accepted(world.send("alice", "subscription.apply", request(id, "alice", 15, 8_000)));
    Application application = of(id, "alice");
    assertThat(application.units()).isEqualTo(15);
    assertThat(application.feePpm()).isEqualTo(1_000);
    assertThat(lock(application).amount().units()).isEqualTo(7_508);
    assertThat(market.holds("alice", Market.CNY)).isEqualTo(492);
    assertThat(Subscriptions.live(world.view(), market.offering(id))).isEqualTo(1);
    assertThat(Application.decode(application.encoded())).isEqualTo(application);
  }

  static Stream<Arguments> oneThingWrong() {
    return Stream.of(
        wrong("offering.OFFERING_UNKNOWN", set("offering", "none")),
        wrong("subscription.TRANCHE_UNKNOWN", set("tranche", "private")),
        wrong("subscription.NOT_IN_LOTS", set("units", "12")),
        wrong("subscription.UNDER_MINIMUM", set("units", "5")),
        wrong("subscription.OVER_CAP", set("units", "55")),
        wrong("subscription.FEE_OVER_MAX", set("maxFeePpm", new Json.Whole(999))),
        wrong("note.INPUTS_EMPTY", set("inputs", texts())),
        wrong("note.NOTE_NOT_FOUND", set("inputs", texts("nothing"))),
        wrong("note.UNITS_INSUFFICIENT", set("units", "20")),
        wrong("command.MALFORMED", set("units", "0")));
  }

  private static Arguments wrong(String code, UnaryOperator<Json.Obj> change) {
    return Arguments.of(code, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oneThingWrong")
  void oneThingWrongIsRefused(String code, UnaryOperator<Json.Obj> change) {
    market.fees(1_000);
    OfferingId id = market.announce(in("subscription", set("unitsMin", "10")));
    market.atDay(1);
    Json.Obj good = request(id, "alice", 15, 8_000);
    assertThat(world.send("alice", "subscription.apply", change.apply(good)).code())
        .isEqualTo(code);
    accepted(world.send("alice", "subscription.apply", good));
  }

  @Test
  void onlyTradersApplyAndOnlyInTheWindow() {
    OfferingId id = market.announce();
    Json.Obj good = request(id, "alice", 15, 8_000);
    assertThat(world.send("alice", "subscription.apply", good).code())
        .isEqualTo("subscription.SUBSCRIPTION_NOT_OPEN");
    market.atDay(1);
    assertThat(world.send("owner", "subscription.apply", good).code())
        .isEqualTo("party.ROLE_MISSING");
    market.atDay(3);
    assertThat(world.send("alice", "subscription.apply", good).code())
        .isEqualTo("subscription.SUBSCRIPTION_CLOSED");
    world.after(-1);
    accepted(world.send("alice", "subscription.apply", good));
  }

  @Test
  void aFrozenIssueTakesNoApplications() {
    OfferingId id = open();
    market.order("freeze.freeze", "INSTRUMENT", "tea");
    assertThat(market.apply(id, "alice", "public", 5).code()).isEqualTo("freeze.FROZEN");
    market.order("freeze.unfreeze", "INSTRUMENT", "tea");
    accepted(market.apply(id, "alice", "public", 5));
  }

  @Test
  void eachTrancheAdmitsItsOwn() {
    OfferingId id =
        market.announce(
            in(
                "subscription",
                set(
                    "tranches",
                    Json.read(
                        Bytes.utf8(
                            """
                            [{"name":"friends","units":"40",
                              "eligible":{"kind":"LISTED","parties":["alice"]},
                              "rule":{"kind":"FIRST_COME","allowPartial":true}},
                             {"name":"firms","units":"60",
                              "eligible":{"kind":"CLASSES","classes":["INSTITUTIONAL"]},
                              "rule":{"kind":"PRO_RATA"}}]
                            """)))));
    market.atDay(1);
    world.with(investor("firm", "firm", InvestorClass.INSTITUTIONAL));
    assertThat(market.apply(id, "bob", "friends", 5).code()).isEqualTo("subscription.NOT_ELIGIBLE");
    assertThat(market.apply(id, "alice", "firms", 5).code()).isEqualTo("subscription.NOT_ELIGIBLE");
    accepted(market.apply(id, "alice", "friends", 5));
    accepted(market.apply(id, "firm", "firms", 5));
  }

  @Test
  void theComplianceTermsHoldForEveryTranche() {
    OfferingId id = open();
    world.with(investor("retail", "retail", InvestorClass.RETAIL));
    assertThat(market.apply(id, "retail", "public", 5).code())
        .isEqualTo("offering.INVESTOR_CLASS_NOT_ADMITTED");
  }

  private static Party investor(String id, String group, InvestorClass investorClass) {
    return new Party(
        new PartyId(id),
        PartyKind.INDIVIDUAL,
        PartyStatus.VERIFIED,
        new TreeSet<>(Set.of(Role.TRADER)),
        Digest.of(Bytes.utf8(id)),
        new PartyId(group),
        investorClass,
        0,
        false);
  }

  @Test
  void aBeneficialOwnerAppliesOnceOverAllAccounts() {
    OfferingId id = open();
    world.with(investor("alice-2", "alice", InvestorClass.PROFESSIONAL));
    accepted(market.apply(id, "alice", "public", 50));
    assertThat(market.apply(id, "alice", "public", 5).code())
        .isEqualTo("subscription.ALREADY_APPLIED");
    assertThat(market.apply(id, "alice-2", "public", 5).code())
        .isEqualTo("subscription.ALREADY_APPLIED");
    assertThat(amend(id, "alice-2", 5).code()).isEqualTo("subscription.NOT_THE_APPLICANT");
    assertThat(market.step("subscription.withdraw", id).code())
        .isEqualTo("subscription.NOT_APPLIED");
  }

  @Test
  void thereAreNoMoreApplicantsThanHoldersMayBe() {
    OfferingId id = market.announce(terms(set("compliance", body("{'holdersMax':2}"))));
    market.atDay(1);
    accepted(market.apply(id, "alice", "public", 5));
    accepted(market.apply(id, "bob", "public", 5));
    assertThat(market.apply(id, "carol", "public", 5).code())
        .isEqualTo("subscription.HOLDERS_OVER_MAX");
    withdraw(id, "bob");
    accepted(market.apply(id, "carol", "public", 5));
  }

  @Test
  void thereAreNoMoreApplicationsThanAnAllotmentCanCarry() {
    OfferingId id = market.announce(terms(set("compliance", body("{'holdersMax':0}"))));
    market.atDay(1);
    var total = new StripedTotal(Market.TEA, StripedTotal.Name.APPLICATIONS);
    world.put(total.add(world.view(), world.lastId(), Apply.APPLICATIONS_MAX - 1).orElseThrow());
    accepted(market.apply(id, "alice", "public", 5));
    assertThat(market.apply(id, "bob", "public", 5).code())
        .isEqualTo("subscription.TOO_MANY_APPLICATIONS");
  }

  private Outcome amend(OfferingId id, String party, long units, String... inputs) {
    Json.Obj body =
        Json.Obj.empty()
            .with("offering", id.value())
            .with("tranche", "public")
            .with("units", units)
            .with("maxFeePpm", new Json.Whole(0))
            .with("inputs", texts(inputs));
    return world.send(party, "subscription.amend", body);
  }

  private void withdraw(OfferingId id, String party) {
    accepted(
        world.send(party, "subscription.withdraw", Json.Obj.empty().with("offering", id.value())));
  }

  @Test
  void anAmendmentLocksTheNewAndReleasesTheOld() {
    OfferingId id = open();
    accepted(market.apply(id, "alice", "public", 20));
    Application before = of(id, "alice");
    assertThat(amend(id, "alice", 30).code()).isEqualTo("note.UNITS_INSUFFICIENT");
    world.after(1);
    accepted(amend(id, "alice", 30, market.cash("alice", 6_000).value()));
    Application after = of(id, "alice");
    assertThat(lock(after).amount().units()).isEqualTo(15_000);
    assertThat(Lock.find(world.view(), before.lock())).isEmpty();
    assertThat(after.place()).isGreaterThan(before.place());
    assertThat(market.holds("alice", Market.CNY)).isEqualTo(1_000);
    accepted(amend(id, "alice", 5));
    assertThat(market.holds("alice", Market.CNY)).isEqualTo(13_500);
    assertThat(amend(id, "bob", 5).code()).isEqualTo("subscription.NOT_APPLIED");
    assertThat(amend(id, "alice", 55).code()).isEqualTo("subscription.OVER_CAP");
    market.atDay(3);
    assertThat(amend(id, "alice", 10).code()).isEqualTo("subscription.SUBSCRIPTION_CLOSED");
  }

  @Test
  @Requirement("H-51")
  void aWithdrawnApplicationIsRefundedInFull() {
    OfferingId id = open();
    accepted(market.apply(id, "alice", "public", 20));
    withdraw(id, "alice");
    assertThat(market.holds("alice", Market.CNY)).isEqualTo(10_000);
    assertThat(Subscriptions.find(world.view(), id, new PartyId("alice"))).isEmpty();
    assertThat(Subscriptions.live(world.view(), market.offering(id))).isZero();
    accepted(market.apply(id, "alice", "public", 10));
    market.atDay(3);
    assertThat(
            world
                .send(
                    "alice", "subscription.withdraw", Json.Obj.empty().with("offering", id.value()))
                .code())
        .isEqualTo("subscription.SUBSCRIPTION_CLOSED");
  }
}
