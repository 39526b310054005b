package io.kedge.order;

import static io.kedge.testing.Bodies.set;
import static io.kedge.testing.Bodies.texts;
import static io.kedge.testing.Bodies.without;
import static io.kedge.testing.TradingWorld.CELLAR;
import static io.kedge.testing.TradingWorld.CLOSES;
import static io.kedge.testing.TradingWorld.CNY;
import static io.kedge.testing.TradingWorld.DAY;
import static io.kedge.testing.TradingWorld.OPENS;
import static io.kedge.testing.TradingWorld.TEA;
import static io.kedge.testing.TradingWorld.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.offering.OfferingStatus;
import io.kedge.offering.TradingCalendar;
import io.kedge.offering.TradingMethod;
import io.kedge.party.CommandPattern;
import io.kedge.party.Employee;
import io.kedge.party.InvestorClass;
import io.kedge.party.Mandate;
import io.kedge.party.Role;
import io.kedge.testing.TradingWorld;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Requirement({"C-27", "C-28", "H-52"})
class OrderTest {
  private static final UnaryOperator<Json.Obj> AS_IT_IS = UnaryOperator.identity();

  /// Tick 5, lot 2, 20 % around 100, fees of 500 and 1,000 ppm.
  private static TradingWorld world() {
    return new TradingWorld().rules(5, 2, Optional.of(200_000L)).fees(500, 1_000);
  }

  private static Consumer<TradingWorld> nothing() {
    return TradingWorld::now;
  }

  private static Arguments wrong(String what, UnaryOperator<Json.Obj> tweak, String code) {
    return Arguments.of(what, nothing(), nothing(), tweak, code);
  }

  private static Arguments later(String what, Consumer<TradingWorld> then, String code) {
    return Arguments.of(what, nothing(), then, AS_IT_IS, code);
  }

  private static Arguments terms(String what, Consumer<TradingWorld> first, String code) {
    return Arguments.of(what, first, nothing(), AS_IT_IS, code);
  }

  static Stream<Arguments> wrongSales() {
    return Stream.of(
        wrong("a sequence", set("venueSequence", "1"), "order.VENUE_SEQUENCE_RESERVED"),
        wrong("over 100 %", set("maxFeePpm", whole(1_000_001)), "order.MAX_FEE_OVER_WHOLE"),
        wrong("no limit", without("limit"), "command.MALFORMED"),
        wrong("a limit of nothing", set("limit", "0"), "command.MALFORMED"),
        later("no trader", w -> w.world().with("alice", Role.ISSUER), "party.ROLE_MISSING"),
        wrong("another issue", set("issue", "wine"), "offering.OFFERING_UNKNOWN"),
        later("not settled", w -> w.offering(OfferingStatus.SETTLING), "offering.TRADING_NOT_OPEN"),
        later("at the close", w -> w.after(9 * DAY), "offering.TRADING_CLOSED"),
        later("suspended", TradingWorld::suspend, "offering.TRADING_SUSPENDED"),
        later("frozen anchor", w -> w.freeze(FreezeSubject.of(CELLAR)), "freeze.FROZEN"),
        later("frozen issue", w -> w.freeze(FreezeSubject.of(TEA)), "freeze.FROZEN"),
        later(
            "frozen seller",
            w -> w.freeze(FreezeSubject.of(new PartyId("alice"))),
            "party.PARTY_FROZEN"),
        terms("in the night", w -> w.calendar(daytime()), "offering.OUT_OF_SESSION"),
        terms("auctions", w -> w.method(TradingMethod.AUCTION), "order.METHOD_NEEDS_ORDER_BOOK"),
        terms("negotiated", w -> w.method(TradingMethod.NEGOTIATED), "order.COUNTERPARTY_MISSING"),
        wrong("with nobody", set("counterparty", "nobody"), "party.PARTY_UNKNOWN"),
        wrong("with herself", set("counterparty", "alice"), "order.COUNTERPARTY_IS_OWN_SIDE"),
        wrong("any operator", set("executor", "other-market"), "order.EXECUTOR_NOT_ALLOWED"),
        wrong("an unnamed trader", set("executor", "bob"), "order.EXECUTOR_NOT_ALLOWED"),
        wrong("off tick", set("limit", "101"), "order.PRICE_OFF_TICK"),
        wrong("over the band", set("limit", "125"), "order.PRICE_OUT_OF_BAND"),
        wrong("under the band", set("limit", "75"), "order.PRICE_OUT_OF_BAND"),
        wrong("off lot", set("units", "3"), "order.UNITS_OFF_LOT"),
        wrong("now", set("expiry", "" + OPENS.millis()), "order.EXPIRY_NOT_AHEAD"),
        wrong("too long", set("expiry", "" + (CLOSES.millis() + 1)), "order.EXPIRY_AFTER_CLOSE"),
        wrong("too cheap a fee", set("maxFeePpm", whole(999)), "order.FEE_OVER_MAXIMUM"),
        wrong("all for the fee", set("maxFeePpm", whole(995_001)), "order.PROCEEDS_CANNOT_PAY_FEE"),
        wrong("more than she has", set("units", "12"), "note.UNITS_INSUFFICIENT"),
        terms("just bought", w -> w.holding(0, 1), "note.RESALE_TOO_EARLY"));
  }

  private static Json whole(long value) {
    return new Json.Whole(value);
  }

  /// 09:30 to 15:00 at UTC+8; trading opens at 08:00 there.
  private static TradingCalendar daytime() {
    TradingCalendar always = TradingWorld.ALWAYS;
    return new TradingCalendar(
        always.weekdays(),
        List.of(new TradingCalendar.Session(570, 900)),
        List.of(),
        always.zone(),
        480,
        900);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void wrongSales(
      String what,
      Consumer<TradingWorld> first,
      Consumer<TradingWorld> then,
      UnaryOperator<Json.Obj> tweak,
      String code) {
    var good = world().open();
    var sale = order("SELL", 100, 10, good.give("alice", TEA, 10));
    assertThat(good.send("alice", "order.place", sale).code()).isEqualTo("accepted");
    var bad = world();
    first.accept(bad);
    bad.open();
    bad.give("alice", TEA, 10);
    then.accept(bad);
    assertThat(bad.send("alice", "order.place", tweak.apply(sale)).code()).isEqualTo(code);
  }

  static Stream<Arguments> wrongPurchases() {
    return Stream.of(
        terms(
            "a retail buyer",
            w -> w.classes(InvestorClass.INSTITUTIONAL),
            "offering.INVESTOR_CLASS_NOT_ADMITTED"),
        wrong("five cents short", set("limit", "105"), "note.UNITS_INSUFFICIENT"),
        wrong("another's money", set("inputs", texts("ff".repeat(32))), "note.NOTE_NOT_FOUND"),
        later("frozen cash", w -> w.freeze(FreezeSubject.of(CNY)), "freeze.FROZEN"),
        wrong(
            "beyond 64 bits",
            set("units", "" + (Long.MAX_VALUE - 1)),
            "command.ARITHMETIC_OVERFLOW"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void wrongPurchases(
      String what,
      Consumer<TradingWorld> first,
      Consumer<TradingWorld> then,
      UnaryOperator<Json.Obj> tweak,
      String code) {
    var good = world().open();
    var purchase = order("BUY", 100, 10, good.give("bob", CNY, 1_002));
    assertThat(good.send("bob", "order.place", purchase).code()).isEqualTo("accepted");
    assertThat(good.lock(good.output(0)).amount().units()).isEqualTo(1_000 + 2);
    var bad = world();
    first.accept(bad);
    bad.open();
    bad.give("bob", CNY, 1_002);
    then.accept(bad);
    assertThat(bad.send("bob", "order.place", tweak.apply(purchase)).code()).isEqualTo(code);
  }

  @Test
  void aSaleLocksUnitsAndGivesTheRestBack() {
    var world = world().open();
    String note = world.give("alice", TEA, 25);
    var sale = order("SELL", 120, 10, note);
    assertThat(world.send("alice", "order.place", sale).code()).isEqualTo("accepted");
    Order placed = Orders.require(world.world().view(), world.lock(world.output(0)).id());
    assertThat(placed.lock().amount().units()).isEqualTo(10);
    assertThat(placed.lock().executor()).contains(new PartyId("market"));
    assertThat(placed.terms().limit()).isEqualTo(120);
    assertThat(placed.terms().open()).isEqualTo(10);
    assertThat(placed.first()).isEqualTo(placed.lock().id());
    assertThat(world.note(world.output(1)).amount().units()).isEqualTo(15);
  }

  @Test
  void theNamedCounterpartyMayExecute() {
    var world = world().method(TradingMethod.NEGOTIATED).open();
    var sale = order("SELL", 100, 10, world.give("alice", TEA, 10));
    sale = set("executor", "bob").apply(set("counterparty", "bob").apply(sale));
    assertThat(world.send("alice", "order.place", sale).code()).isEqualTo("accepted");
  }

  @Test
  void theCloseMovesWithAFreeze() {
    var world = world().open();
    world.freeze(FreezeSubject.of(TEA)).after(DAY).unfreeze(FreezeSubject.of(TEA));
    var sale = order("SELL", 100, 10, world.give("alice", TEA, 10));
    long close = CLOSES.millis() + DAY;
    var late = set("expiry", "" + (close + 1)).apply(sale);
    assertThat(world.send("alice", "order.place", late).code())
        .isEqualTo("order.EXPIRY_AFTER_CLOSE");
    var right = set("expiry", "" + close).apply(sale);
    assertThat(world.send("alice", "order.place", right).code()).isEqualTo("accepted");
  }

  @Test
  @Requirement("H-54")
  void itsOwnerCancelsAnOrderAtOnceEvenWhileTradingIsSuspended() {
    var world = world().open();
    String lock = world.place("alice", order("SELL", 100, 10), TEA, 10);
    var cancel = Json.Obj.empty().with("lock", lock);
    world.suspend();
    assertThat(world.send("market", "order.cancel", cancel).code())
        .isEqualTo("note.LOCK_NOT_OWNED");
    world.freeze(FreezeSubject.of(TEA));
    assertThat(world.send("alice", "order.cancel", cancel).code()).isEqualTo("freeze.FROZEN");
    world.unfreeze(FreezeSubject.of(TEA));
    assertThat(world.send("alice", "order.cancel", cancel).code()).isEqualTo("accepted");
    assertThat(world.balance("alice", TEA)).isEqualTo(10);
    assertThat(world.send("alice", "order.cancel", cancel).code()).isEqualTo("note.LOCK_NOT_FOUND");
  }

  @Test
  void aLockForAnotherPurposeIsNoOrder() {
    var world = world().open();
    String note = world.give("alice", TEA, 10);
    var gift =
        Json.Obj.empty()
            .with("issue", "tea")
            .with("inputs", texts(note))
            .with("units", "10")
            .with("to", "carol")
            .with("expiry", CLOSES.millis());
    assertThat(world.send("alice", "gift.offer", gift).code()).isEqualTo("accepted");
    var cancel = Json.Obj.empty().with("lock", world.output(0));
    assertThat(world.send("alice", "order.cancel", cancel).code())
        .isEqualTo("note.LOCK_FOR_OTHER_PURPOSE");
  }

  @Test
  void anyoneEndsAnOrderWhoseTimeIsOver() {
    var world = world().open();
    String lock = world.place("bob", order("BUY", 100, 10), CNY, 1_002);
    var expire = Json.Obj.empty().with("lock", lock);
    world.after(CLOSES.millis() - OPENS.millis() - 1);
    assertThat(world.send("carol", "lock.expire", expire).code())
        .isEqualTo("note.LOCK_NOT_EXPIRED");
    world.after(1);
    assertThat(world.send("carol", "lock.expire", expire).code()).isEqualTo("accepted");
    assertThat(world.balance("bob", CNY)).isEqualTo(1_002);
  }

  @Test
  @Requirement("H-54")
  void aSmallerOrderKeepsItsPlaceAndFreesTheRest() {
    var world = world().open();
    String lock = world.place("bob", order("BUY", 100, 10), CNY, 1_002);
    world.after(5);
    var reduce = Json.Obj.empty().with("lock", lock).with("units", "4");
    String[][] table = {
      {"alice", "4", "note.LOCK_NOT_OWNED"},
      {"bob", "3", "order.UNITS_OFF_LOT"},
      {"bob", "10", "order.REDUCES_TO_NOTHING"},
      {"bob", "4", "accepted"},
      {"bob", "4", "note.LOCK_NOT_FOUND"},
    };
    for (String[] row : table) {
      var outcome = world.send(row[0], "order.reduce", set("units", row[1]).apply(reduce));
      assertThat(outcome.code()).isEqualTo(row[2]);
      if (outcome.accepted()) {
        Order rest = Orders.require(world.world().view(), world.lock(world.output(0)).id());
        assertThat(rest.terms().open()).isEqualTo(6);
        assertThat(rest.terms().units()).isEqualTo(10);
        assertThat(rest.lock().amount().units()).isEqualTo(600 + 2);
        assertThat(rest.lock().createdAt()).isEqualTo(OPENS);
        assertThat(rest.first().value()).isEqualTo(lock);
        assertThat(world.balance("bob", CNY)).isEqualTo(400);
      }
    }
  }

  @Test
  void anExpiredOrderIsNotReduced() {
    var world = world().open();
    var soon = set("expiry", "" + (OPENS.millis() + 10)).apply(order("BUY", 100, 10));
    String lock = world.place("bob", soon, CNY, 1_002);
    world.after(10);
    var reduce = Json.Obj.empty().with("lock", lock).with("units", "4");
    assertThat(world.send("bob", "order.reduce", reduce).code()).isEqualTo("note.LOCK_EXPIRED");
  }

  @Test
  void theBandIsAtLeastOneTickWide() {
    assertThat(PriceRules.width(100, 200_000, 5)).isEqualTo(20);
    assertThat(PriceRules.width(100, 1, 5)).isEqualTo(5);
    assertThat(PriceRules.width(Long.MAX_VALUE, 1_000_000, 1)).isEqualTo(Long.MAX_VALUE);
    assertThat(PriceRules.width(1_999_999, 500_000, 1)).isEqualTo(999_999);
  }

  @Test
  void aMandateCountsWhatIsLocked() {
    var world = world().open();
    var mandate =
        new Mandate(
            List.of(new CommandPattern("order.place")),
            Optional.of(1_001L),
            Optional.empty(),
            LedgerTime.NEVER);
    world.world().withEmployee("bob", new Employee(new EmployeeId("li"), true, mandate));
    var purchase = order("BUY", 100, 10, world.give("bob", CNY, 1_002));
    assertThat(world.world().send("bob", "order.place", purchase, "bob/li").code())
        .isEqualTo("party.UNITS_OVER_MANDATE");
    var cheaper = set("limit", "95").apply(purchase);
    assertThat(world.world().send("bob", "order.place", cheaper, "bob/li").code())
        .isEqualTo("accepted");
  }
}
