package io.kedge.settlement;

import static io.kedge.testing.Bodies.set;
import static io.kedge.testing.TradingWorld.CNY;
import static io.kedge.testing.TradingWorld.TEA;
import static io.kedge.testing.TradingWorld.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Outcome;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Json;
import io.kedge.kernel.Requirement;
import io.kedge.note.Lock;
import io.kedge.note.StripedTotal;
import io.kedge.order.OrderSide;
import io.kedge.order.OrderTerms;
import io.kedge.party.InvestorClass;
import io.kedge.settlement.PlainBooks.PlainOrder;
import io.kedge.testing.TradingWorld;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.statistics.Statistics;

/// Random orders and fills against books kept by hand: after every command everyone has what the
/// books say, every order holds back what the books say, and nothing came or went.
@Requirement({"C-27", "C-28", "C-29", "H-53", "H-54", "I-19"})
class DvpProperties {
  private static final int MAKER = 1_500;
  private static final int TAKER = 250_000;
  private static final long TEA_EACH = 60;
  private static final long CASH_EACH = 1_500;

  /// Ann and Amy are one beneficial owner.
  private static final Map<String, String> GROUPS =
      new TreeMap<>(Map.of("alice", "alice", "bob", "bob", "carol", "carol", "amy", "alice"));

  /// What is done next; what the numbers mean depends on the kind.
  record Step(int kind, int who, int price, int units, int pick) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            number(0, 9), number(0, 3), number(1, 12), number(1, 9), number(0, 999_999))
        .as(Step::new)
        .list()
        .ofSize(30);
  }

  private static Arbitrary<Integer> number(int from, int to) {
    return Arbitraries.integers()
        .between(from, to)
        .withDistribution(RandomDistribution.uniform())
        .withoutEdgeCases();
  }

  @Property(tries = 60)
  void theLedgerEndsWhereThePlainBooksEnd(@ForAll("steps") List<Step> steps) {
    var run = new Run();
    for (Step step : steps) {
      run.step(step);
      run.compare();
    }
    Statistics.label("settled")
        .collect(run.settled > 2)
        .coverage(seen -> seen.check(true).percentage(share -> share > 50.0));
    Statistics.label("an order on both sides")
        .collect(run.both)
        .coverage(seen -> seen.check(true).percentage(share -> share > 5.0));
    Statistics.label("several fills of one order in one command")
        .collect(run.chained)
        .coverage(seen -> seen.check(true).percentage(share -> share > 5.0));
  }

  /// A ledger and its twin, side by side.
  private static final class Run {
    private final TradingWorld world = new TradingWorld().fees(MAKER, TAKER).open();
    private PlainBooks books = new PlainBooks(GROUPS, MAKER, TAKER);
    private int settled;
    private boolean both;
    private boolean chained;

    Run() {
      world.trader("amy", "alice", InvestorClass.PROFESSIONAL, false);
      for (String party : GROUPS.keySet()) {
        world.give(party, TEA, TEA_EACH);
        world.give(party, CNY, CASH_EACH);
        books.give(party, TEA_EACH, CASH_EACH);
      }
    }

    void step(Step step) {
      if (step.kind() < 4 || books.orders().isEmpty()) {
        place(step);
      } else if (step.kind() == 4) {
        cancel(step);
      } else if (step.kind() == 5) {
        reduce(step);
      } else {
        settle(step);
      }
    }

    private void place(Step step) {
      world.after(step.pick() % 2);
      String party = List.copyOf(GROUPS.keySet()).get(step.who());
      OrderSide side = step.kind() % 2 == 0 ? OrderSide.SELL : OrderSide.BUY;
      int max = step.pick() % 3 == 0 ? TAKER : 400_000;
      int price = side == OrderSide.BUY ? step.price() + 4 : step.price();
      Json.Obj body = order(side.name(), price, step.units());
      body = set("maxFeePpm", new Json.Whole(max)).apply(body);
      body = set("inputs", notes(party, side)).apply(body);
      Outcome outcome = world.send(party, "order.place", body);
      var plain =
          new PlainOrder(
              world.output(0), party, side, price, step.units(), max, world.now().millis());
      assertThat(outcome.accepted()).as(outcome.code()).isEqualTo(books.mayPlace(plain));
      if (outcome.accepted()) {
        books.place(plain);
      }
    }

    private Json notes(String party, OrderSide side) {
      InstrumentId instrument = side == OrderSide.SELL ? TEA : CNY;
      return Json.Arr.ofTexts(
          world.notes().stream()
              .filter(n -> n.owner().value().equals(party))
              .filter(n -> n.amount().instrument().equals(instrument))
              .map(n -> n.id().value())
              .toList());
    }

    private PlainOrder pick(int number) {
      var orders = books.orders();
      return orders.get(number % orders.size());
    }

    private String lockOf(String order) {
      return locks().get(order).id().value();
    }

    /// The locks by the order they belong to.
    private Map<String, Lock> locks() {
      var locks = new TreeMap<String, Lock>();
      for (Lock lock : world.locks()) {
        var first = OrderTerms.decode(lock.terms()).first().orElse(lock.id());
        assertThat(locks.put(first.value(), lock)).as("one lock for each order").isNull();
      }
      return locks;
    }

    private void cancel(Step step) {
      var order = pick(step.pick());
      var body = Json.Obj.empty().with("lock", lockOf(order.name));
      assertThat(world.send(order.owner, "order.cancel", body).code()).isEqualTo("accepted");
      books.cancel(order.name);
    }

    private void reduce(Step step) {
      var order = pick(step.pick());
      var body = Json.Obj.empty().with("lock", lockOf(order.name)).with("units", step.units());
      boolean may = order.open.compareTo(BigDecimal.valueOf(step.units())) > 0;
      Outcome outcome = world.send(order.owner, "order.reduce", body);
      assertThat(outcome.accepted()).as(outcome.code()).isEqualTo(may);
      if (may) {
        books.reduce(order.name, step.units());
      }
    }

    /// One to three fills; mostly of orders that fit, now and then of any two.
    private void settle(Step step) {
      var fills = new ArrayList<Json>();
      var sales = new ArrayList<String>();
      var after = books.copy();
      boolean may = true;
      int number = step.pick();
      for (int i = 0; i <= step.pick() % 3; i++) {
        var pairs = step.pick() % 5 == 0 ? List.<List<PlainOrder>>of() : after.fitting();
        var pair =
            pairs.isEmpty()
                ? List.of(some(OrderSide.SELL, number), some(OrderSide.BUY, number / 7))
                : pairs.get(number % pairs.size());
        long open = pair.getFirst().open.min(pair.getLast().open).longValueExact();
        long units = pairs.isEmpty() ? step.units() : 1 + step.units() % open;
        fills.add(
            Json.Obj.empty()
                .with("sell", lockOf(pair.getFirst().name))
                .with("buy", lockOf(pair.getLast().name))
                .with("units", units));
        sales.add(pair.getFirst().name);
        may = may && after.fill(pair.getFirst().name, pair.getLast().name, units);
        number = number / 11 + i;
      }
      var body = Json.Obj.empty().with("fills", new Json.Arr(fills));
      Outcome outcome = world.send("market", "settlement.settle", body);
      assertThat(outcome.accepted()).as(outcome.code()).isEqualTo(may);
      if (may) {
        both |= after.orders().stream().anyMatch(PlainOrder::tradedOnBothSides);
        chained |= sales.stream().distinct().count() < sales.size();
        after.sweep();
        books = after;
        settled += fills.size();
      }
    }

    private PlainOrder some(OrderSide side, int number) {
      var fitting = books.orders().stream().filter(o -> o.side == side).toList();
      return fitting.isEmpty() ? pick(number) : fitting.get(number % fitting.size());
    }

    void compare() {
      for (String party : List.of("alice", "amy", "bob", "carol", "market")) {
        assertThat(world.balance(party, TEA))
            .as(party)
            .isEqualTo(books.tea(party).longValueExact());
        assertThat(world.balance(party, CNY))
            .as(party)
            .isEqualTo(books.cash(party).longValueExact());
      }
      Map<String, Lock> locks = locks();
      assertThat(locks).hasSize(books.orders().size());
      for (PlainOrder order : books.orders()) {
        Lock lock = locks.get(order.name);
        assertThat(lock.amount().units()).isEqualTo(order.held.longValueExact());
        assertThat(lock.createdAt().millis()).isEqualTo(order.placedAt);
        OrderTerms terms = OrderTerms.decode(lock.terms());
        assertThat(terms.open()).isEqualTo(order.open.longValueExact());
        assertThat(terms.fees().maker().notional()).isEqualTo(order.madeMoney.longValueExact());
        assertThat(terms.fees().taker().notional()).isEqualTo(order.tookMoney.longValueExact());
        assertThat(terms.fees().fee()).isEqualTo(order.madeFee.add(order.tookFee).longValueExact());
      }
      conserved(TEA, TEA_EACH * GROUPS.size());
      conserved(CNY, CASH_EACH * GROUPS.size());
    }

    private void conserved(InstrumentId instrument, long given) {
      long inNotes =
          world.notes().stream()
              .filter(n -> n.amount().instrument().equals(instrument))
              .mapToLong(n -> n.amount().units())
              .sum();
      long inLocks =
          world.locks().stream()
              .filter(l -> l.amount().instrument().equals(instrument))
              .mapToLong(l -> l.amount().units())
              .sum();
      assertThat(inNotes + inLocks).isEqualTo(given);
      assertThat(new StripedTotal(instrument, StripedTotal.Name.SUPPLY).sum(world.world().view()))
          .isEqualTo(given);
    }
  }
}
