package io.kedge.settlement;

import static io.kedge.testing.Bodies.set;
import static io.kedge.testing.TradingWorld.CELLAR;
import static io.kedge.testing.TradingWorld.CNY;
import static io.kedge.testing.TradingWorld.DAY;
import static io.kedge.testing.TradingWorld.OPENS;
import static io.kedge.testing.TradingWorld.TEA;
import static io.kedge.testing.TradingWorld.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Change;
import io.kedge.contract.Event;
import io.kedge.contract.Outcome;
import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Json;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.note.Lock;
import io.kedge.offering.OfferingStatus;
import io.kedge.offering.TradingCalendar;
import io.kedge.offering.TradingMethod;
import io.kedge.order.OrderTerms;
import io.kedge.party.InvestorClass;
import io.kedge.testing.TradingWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Requirement({"C-27", "C-28", "H-53"})
class SettlementTest {
  /// A market with a sale by alice of 10 at 100, then a purchase by bob of 10 at 110, at fees of
  /// 1,000 and 2,000 ppm.
  static final class Pair {
    private final TradingWorld world;
    private String sell = "";
    private String buy = "";

    Pair(TradingWorld world) {
      this.world = world;
    }

    Pair placed(UnaryOperator<Json.Obj> sale, UnaryOperator<Json.Obj> purchase) {
      sell = world.place("alice", sale.apply(order("SELL", 100, 10)), TEA, 10);
      world.after(1);
      buy = world.place("bob", purchase.apply(order("BUY", 110, 10)), CNY, 2_000);
      return this;
    }

    void requireTwoOrders() {
      assertThat(world.locks()).hasSize(2);
    }

    Outcome settle(String by, long units) {
      return world.send(by, "settlement.settle", fills(fill(sell, buy, units)));
    }
  }

  private static TradingWorld world() {
    return new TradingWorld().fees(1_000, 2_000);
  }

  private static Pair pair() {
    return new Pair(world().open()).placed(same(), same());
  }

  private static UnaryOperator<Json.Obj> same() {
    return UnaryOperator.identity();
  }

  private static Json fill(String sell, String buy, long units) {
    return Json.Obj.empty().with("sell", sell).with("buy", buy).with("units", units);
  }

  private static Json.Obj fills(Json... fills) {
    return Json.Obj.empty().with("fills", new Json.Arr(List.of(fills)));
  }

  @Test
  @Requirement({"C-29", "C-36", "I-19"})
  void unitsMeetCashAndEachFeeIsALegOfItsOwn() {
    Pair pair = pair();
    var outcome = pair.settle("market", 10);
    assertThat(outcome.code()).isEqualTo("accepted");
    TradingWorld world = pair.world;
    assertThat(world.balance("bob", TEA)).isEqualTo(10);
    assertThat(world.balance("alice", CNY)).isEqualTo(1_000 - 1);
    assertThat(world.balance("bob", CNY)).isEqualTo(2_000 - 1_000 - 2);
    assertThat(world.notes().stream().filter(n -> n.owner().value().equals("market")))
        .extracting(n -> n.amount().units())
        .containsExactlyInAnyOrder(1L, 2L);
    assertThat(world.locks()).isEmpty();
    assertThat(outcome.events()).extracting(Event::tag).contains("settlement.filled");
    assertThat(pair.settle("market", 10).code()).as("twice").isEqualTo("note.LOCK_NOT_FOUND");
  }

  @Test
  @Requirement("H-54")
  void aPartLeavesASuccessorThatNamesItsPredecessor() {
    Pair pair = pair();
    assertThat(pair.settle("market", 4).code()).isEqualTo("accepted");
    TradingWorld world = pair.world;
    assertThat(world.balance("bob", TEA)).isEqualTo(4);
    assertThat(world.locks()).hasSize(2);
    for (Lock lock : world.locks()) {
      OrderTerms terms = OrderTerms.decode(lock.terms());
      boolean sells = lock.owner().value().equals("alice");
      String before = sells ? pair.sell : pair.buy;
      assertThat(lock.predecessor().orElseThrow().value()).isEqualTo(before);
      assertThat(terms.first().orElseThrow().value()).isEqualTo(before);
      assertThat(terms.open()).isEqualTo(6);
      assertThat(terms.filled()).isEqualTo(4);
      assertThat(terms.fees().fee()).isEqualTo(1);
      // 660 at the limit, and ceil(0.2 % of 400 + 660) less the one that was charged.
      assertThat(lock.amount().units()).isEqualTo(sells ? 6 : 660 + 3 - 1);
      assertThat(lock.createdAt()).isEqualTo(sells ? OPENS : OPENS.plusMillis(1));
    }
    assertThat(world.balance("bob", CNY))
        .as("the better price is given back at once")
        .isEqualTo(2_000 - 400 - 1 - 662);
  }

  @Test
  void theEarlierOrderMakesThePriceWhicheverSideItIsOn() {
    TradingWorld world = world().open();
    String buy = world.place("bob", order("BUY", 110, 10), CNY, 1_103);
    world.after(1);
    String sell = world.place("alice", order("SELL", 100, 10), TEA, 10);
    assertThat(world.send("market", "settlement.settle", fills(fill(sell, buy, 10))).code())
        .isEqualTo("accepted");
    assertThat(world.balance("alice", CNY)).isEqualTo(1_100 - 3);
    assertThat(world.balance("bob", CNY)).isEqualTo(1_103 - 1_100 - 2);
    assertThat(world.balance("market", CNY)).isEqualTo(3 + 2);
  }

  @Test
  void oneOrderMayTradeSeveralTimesInOneCommandAndPaysTheFeeOfTheWhole() {
    TradingWorld world = world().open();
    String sell = world.place("alice", order("SELL", 100, 10), TEA, 10);
    world.after(1);
    String bob = world.place("bob", order("BUY", 100, 7), CNY, 702);
    String carol = world.place("carol", order("BUY", 105, 5), CNY, 600);
    var outcome =
        world.send(
            "market",
            "settlement.settle",
            fills(fill(sell, bob, 3), fill(sell, carol, 3), fill(sell, bob, 4)));
    assertThat(outcome.code()).isEqualTo("accepted");
    assertThat(world.balance("alice", CNY)).isEqualTo(1_000 - 1);
    assertThat(world.balance("bob", TEA)).isEqualTo(7);
    assertThat(world.balance("bob", CNY)).isEqualTo(702 - 700 - 2);
    assertThat(world.balance("carol", TEA)).isEqualTo(3);
    assertThat(world.locks())
        .singleElement()
        .satisfies(l -> assertThat(l.owner().value()).isEqualTo("carol"));
    assertThat(outcome.events().stream().filter(e -> e.tag().equals("settlement.filled")))
        .hasSize(3);
  }

  @Test
  void allOrNothing() {
    TradingWorld world = world().open();
    String sell = world.place("alice", order("SELL", 100, 10), TEA, 10);
    world.after(1);
    String bob = world.place("bob", order("BUY", 100, 6), CNY, 602);
    String carol = world.place("carol", order("BUY", 105, 5), CNY, 600);
    var before = new ArrayList<>(world.world().view().entries().values());
    var outcome =
        world.send("market", "settlement.settle", fills(fill(sell, bob, 6), fill(sell, carol, 5)));
    assertThat(outcome.code()).isEqualTo("settlement.UNITS_OVER_OPEN");
    assertThat(new ArrayList<>(world.world().view().entries().values())).isEqualTo(before);
  }

  private static Arguments wrong(String what, String by, long units, String code) {
    return Arguments.of(
        what, same(), same(), (Consumer<Pair>) Pair::requireTwoOrders, by, units, code);
  }

  private static Arguments placed(
      String what, UnaryOperator<Json.Obj> sale, UnaryOperator<Json.Obj> purchase, String code) {
    return Arguments.of(
        what, sale, purchase, (Consumer<Pair>) Pair::requireTwoOrders, "market", 10L, code);
  }

  /// Between match and settlement something changed (trading.md §5.8).
  private static Arguments meanwhile(String what, Consumer<TradingWorld> then, String code) {
    Consumer<Pair> happens = pair -> then.accept(pair.world);
    return Arguments.of(what, same(), same(), happens, "market", 10L, code);
  }

  static Stream<Arguments> oneThingWrong() {
    return Stream.of(
        wrong("sent by a stranger", "carol", 10, "note.NOT_THE_EXECUTOR"),
        wrong("sent by another operator", "other-market", 10, "note.NOT_THE_EXECUTOR"),
        wrong("sent by one of the two", "bob", 10, "note.NOT_THE_EXECUTOR"),
        wrong("one too many", "market", 11, "settlement.UNITS_OVER_OPEN"),
        wrong("none", "market", 0, "command.MALFORMED"),
        placed("too low a bid", same(), set("limit", "99"), "settlement.LIMITS_DO_NOT_CROSS"),
        placed(
            "for carol only",
            set("counterparty", "carol"),
            same(),
            "settlement.COUNTERPARTY_DIFFERS"),
        placed(
            "from carol only",
            same(),
            set("counterparty", "carol"),
            "settlement.COUNTERPARTY_DIFFERS"),
        placed(
            "for a short time",
            set("expiry", "" + (OPENS.millis() + 2)),
            same(),
            "note.LOCK_EXPIRED"),
        placed(
            "until the next moment",
            same(),
            set("expiry", "" + (OPENS.millis() + 2)),
            "note.LOCK_EXPIRED"),
        meanwhile("the sale was cancelled", w -> cancel(w, "alice"), "note.LOCK_NOT_FOUND"),
        meanwhile("the purchase was cancelled", w -> cancel(w, "bob"), "note.LOCK_NOT_FOUND"),
        meanwhile("trading closed", w -> w.after(9 * DAY - 2), "note.LOCK_EXPIRED"),
        meanwhile(
            "trading not open",
            w -> w.offering(OfferingStatus.SETTLING),
            "offering.TRADING_NOT_OPEN"),
        meanwhile("seller no trader", w -> w.world().with("alice"), "party.ROLE_MISSING"),
        meanwhile("buyer no trader", w -> w.world().with("bob"), "party.ROLE_MISSING"),
        meanwhile(
            "buyer reclassified",
            w -> w.trader("bob", "bob", InvestorClass.RETAIL, false),
            "offering.INVESTOR_CLASS_NOT_ADMITTED"),
        meanwhile(
            "one owner now",
            w -> w.trader("bob", "alice", InvestorClass.PROFESSIONAL, false),
            "settlement.SELF_TRADE"),
        meanwhile("the maker's fee rose", w -> w.fees(2_001, 0), "settlement.FEE_OVER_MAXIMUM"),
        meanwhile("the taker's fee rose", w -> w.fees(0, 2_001), "settlement.FEE_OVER_MAXIMUM"),
        meanwhile(
            "listing",
            w -> w.method(TradingMethod.LISTING).offering(OfferingStatus.SETTLED),
            "settlement.LISTING_PRICE_DIFFERS"),
        meanwhile(
            "negotiation",
            w -> w.method(TradingMethod.NEGOTIATED).offering(OfferingStatus.SETTLED),
            "settlement.COUNTERPARTY_DIFFERS"),
        meanwhile(
            "larger lots",
            w -> w.rules(1, 3, Optional.empty()).offering(OfferingStatus.SETTLED),
            "settlement.UNITS_OFF_LOT"),
        meanwhile(
            "night",
            w -> w.calendar(never()).offering(OfferingStatus.SETTLED),
            "offering.OUT_OF_SESSION"));
  }

  static Stream<Arguments> somethingFrozen() {
    return Stream.of(
        meanwhile("anchor frozen", w -> w.freeze(FreezeSubject.of(CELLAR)), "freeze.FROZEN"),
        meanwhile("issue frozen", w -> w.freeze(FreezeSubject.of(TEA)), "freeze.FROZEN"),
        meanwhile("cash frozen", w -> w.freeze(FreezeSubject.of(CNY)), "freeze.FROZEN"),
        meanwhile("seller frozen", w -> w.freeze(party("alice")), "freeze.FROZEN"),
        meanwhile("buyer frozen", w -> w.freeze(party("bob")), "freeze.FROZEN"),
        meanwhile("operator frozen", w -> w.freeze(party("market")), "party.PARTY_FROZEN"),
        meanwhile("seller's lock frozen", w -> w.freeze(lockOf(w, "alice")), "freeze.FROZEN"),
        meanwhile("buyer's lock frozen", w -> w.freeze(lockOf(w, "bob")), "freeze.FROZEN"));
  }

  private static FreezeSubject party(String id) {
    return FreezeSubject.of(new PartyId(id));
  }

  private static FreezeSubject lockOf(TradingWorld world, String owner) {
    return FreezeSubject.of(new NoteId(lockId(world, owner)));
  }

  private static String lockId(TradingWorld world, String owner) {
    return world.locks().stream()
        .filter(lock -> lock.owner().value().equals(owner))
        .findFirst()
        .orElseThrow()
        .id()
        .value();
  }

  private static void cancel(TradingWorld world, String owner) {
    var body = Json.Obj.empty().with("lock", lockId(world, owner));
    assertThat(world.send(owner, "order.cancel", body).code()).isEqualTo("accepted");
  }

  /// A minute at 07:00 local time; the orders are placed at 08:00.
  private static TradingCalendar never() {
    TradingCalendar always = TradingWorld.ALWAYS;
    return new TradingCalendar(
        always.weekdays(),
        List.of(new TradingCalendar.Session(420, 421)),
        List.of(),
        always.zone(),
        480,
        1_440);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"oneThingWrong", "somethingFrozen"})
  @Requirement({"C-32", "H-44"})
  void oneThingWrong(
      String what,
      UnaryOperator<Json.Obj> sale,
      UnaryOperator<Json.Obj> purchase,
      Consumer<Pair> then,
      String by,
      long units,
      String code) {
    assertThat(pair().settle("market", 10).code()).isEqualTo("accepted");
    Pair bad = new Pair(world().open()).placed(sale, purchase);
    bad.world.after(1);
    then.accept(bad);
    assertThat(bad.settle(by, units).code()).isEqualTo(code);
  }

  @Test
  @Requirement({"C-31", "H-39", "H-40"})
  void whileTradingIsSuspendedNothingSettlesAndThenItDoes() {
    Pair pair = pair();
    pair.world.suspend();
    assertThat(pair.settle("market", 10).code()).isEqualTo("offering.TRADING_SUSPENDED");
    pair.world.offering(OfferingStatus.SETTLED);
    assertThat(pair.settle("market", 10).code()).isEqualTo("accepted");
  }

  @Test
  void aFrozenOrderSettlesAfterTheFreezeIfItsClockStillRuns() {
    var soon = set("expiry", "" + (OPENS.millis() + 10));
    Pair pair = new Pair(world().open()).placed(soon, soon);
    pair.world.freeze(FreezeSubject.of(CELLAR)).after(DAY).unfreeze(FreezeSubject.of(CELLAR));
    pair.world.freeze(FreezeSubject.of(CNY));
    assertThat(pair.settle("market", 10).code()).isEqualTo("note.LOCK_EXPIRED");
    Pair both = new Pair(world().open()).placed(soon, soon);
    both.world.freeze(party("bob")).freeze(party("alice")).after(DAY);
    both.world.unfreeze(party("bob")).unfreeze(party("alice")).after(8);
    assertThat(both.settle("market", 10).code()).isEqualTo("accepted");
  }

  @Test
  void eitherNamedCounterpartySettlesANegotiatedPair() {
    for (String executor : List.of("market", "counterparty")) {
      for (String by : List.of("alice", "bob")) {
        Pair pair = negotiated(executor);
        String code = executor.equals("market") ? "note.NOT_THE_EXECUTOR" : "accepted";
        assertThat(pair.settle(by, 10).code()).as(by).isEqualTo(code);
      }
    }
    assertThat(negotiated("counterparty").settle("market", 10).code())
        .isEqualTo("note.NOT_THE_EXECUTOR");
    assertThat(negotiated("market").settle("market", 10).code()).isEqualTo("accepted");
  }

  private static Pair negotiated(String executor) {
    boolean other = executor.equals("counterparty");
    return new Pair(world().method(TradingMethod.NEGOTIATED).open())
        .placed(named("bob", other ? "bob" : "market"), named("alice", other ? "alice" : "market"));
  }

  private static UnaryOperator<Json.Obj> named(String counterparty, String executor) {
    return body -> set("executor", executor).apply(set("counterparty", counterparty).apply(body));
  }

  @Test
  void aListingIsTakenAtItsPriceByWhoComesLater() {
    TradingWorld world = world().method(TradingMethod.LISTING).open();
    String early = world.place("bob", order("BUY", 100, 5), CNY, 600);
    world.after(1);
    String sell = world.place("alice", order("SELL", 100, 10), TEA, 10);
    world.after(1);
    String late = world.place("carol", order("BUY", 100, 5), CNY, 600);
    assertThat(world.send("market", "settlement.settle", fills(fill(sell, early, 5))).code())
        .isEqualTo("settlement.LISTING_NOT_FIRST");
    assertThat(world.send("market", "settlement.settle", fills(fill(sell, late, 5))).code())
        .isEqualTo("accepted");
  }

  @Test
  void theHoldersLimitHoldsInATradeToo() {
    TradingWorld world = world().holding(2, 0).open();
    String sell = world.place("alice", order("SELL", 100, 10), TEA, 10);
    world.give("carol", TEA, 1);
    world.after(1);
    String buy = world.place("bob", order("BUY", 100, 10), CNY, 2_000);
    assertThat(world.send("market", "settlement.settle", fills(fill(sell, buy, 4))).code())
        .isEqualTo("note.HOLDERS_OVER_MAX");
    assertThat(world.send("market", "settlement.settle", fills(fill(sell, buy, 10))).code())
        .as("alice leaves as bob comes")
        .isEqualTo("accepted");
  }

  /// Two offerings in two issues or two kinds of cash: the purchase's lock is written as if it were
  /// for the other.
  @Test
  void ordersThatDoNotFit() {
    for (String other : List.of("ISSUES_DIFFER", "CASH_DIFFERS")) {
      Pair pair = pair();
      Lock lock = pair.world.lock(pair.buy);
      OrderTerms t = OrderTerms.decode(lock.terms());
      var wine = new InstrumentId("wine");
      var usd = new InstrumentId("usd");
      boolean issue = other.startsWith("ISSUES");
      var terms =
          new OrderTerms(
              t.side(),
              issue ? wine : t.issue(),
              issue ? t.cash() : usd,
              t.limit(),
              t.units(),
              t.open(),
              t.filled(),
              t.maxFeePpm(),
              t.counterparty(),
              t.fees(),
              t.first(),
              t.venueSequence());
      var written =
          new Lock(
              lock.id(),
              lock.owner(),
              lock.amount(),
              lock.purpose(),
              lock.executor(),
              lock.beneficiary(),
              lock.expiry(),
              lock.createdAt(),
              lock.since(),
              lock.predecessor(),
              terms.encoded());
      pair.world.world().put(new Change.Put(Lock.key(lock.id()), written.encoded()));
      assertThat(pair.settle("market", 10).code()).isEqualTo("settlement." + other);
    }
  }

  @Test
  void theFormOfACommand() {
    Pair pair = pair();
    TradingWorld world = pair.world;
    assertThat(world.send("market", "settlement.settle", fills()).code())
        .isEqualTo("settlement.FILLS_EMPTY");
    var many = new Json[65];
    java.util.Arrays.fill(many, fill(pair.sell, pair.buy, 1));
    assertThat(world.send("market", "settlement.settle", fills(many)).code())
        .isEqualTo("settlement.TOO_MANY_FILLS");
    var swapped = fills(fill(pair.buy, pair.sell, 10));
    assertThat(world.send("market", "settlement.settle", swapped).code())
        .isEqualTo("note.LOCK_FOR_OTHER_PURPOSE");
    var itself = fills(fill(pair.sell, pair.sell, 10));
    assertThat(world.send("market", "settlement.settle", itself).code())
        .isEqualTo("note.LOCK_FOR_OTHER_PURPOSE");
  }
}
