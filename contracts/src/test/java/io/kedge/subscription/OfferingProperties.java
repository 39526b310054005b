package io.kedge.subscription;

import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.set;
import static io.kedge.testing.Bodies.texts;
import static io.kedge.testing.Market.accepted;
import static io.kedge.testing.Market.in;
import static io.kedge.testing.Market.terms;
import static io.kedge.testing.Market.tranches;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.fee.Fees;
import io.kedge.kernel.Json;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.Requirement;
import io.kedge.note.StripedTotal;
import io.kedge.offering.Offering;
import io.kedge.offering.SubscriptionTerms;
import io.kedge.party.Role;
import io.kedge.testing.Market;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/// Whole offerings on a ledger, from the announcement to the last refund: what the ledger settled
/// piece by piece is what the slow twin gives at once, and no cash appears or vanishes.
@Requirement({"C-23", "H-50", "H-51", "I-20", "I-21"})
class OfferingProperties {
  private static final int FEE_PPM = 1_500;

  /// Somebody who applies.
  ///
  /// @param tranche which tranche
  /// @param lots how many lots
  /// @param pause milliseconds since the one before
  record Buyer(int tranche, long lots, long pause) {}

  @Provide
  Arbitrary<List<Buyer>> buyers() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 1),
            Arbitraries.longs().between(1, 10),
            Arbitraries.longs().between(0, 1))
        .as(Buyer::new)
        .list()
        .ofMaxSize(26);
  }

  @Provide
  Arbitrary<String> rules() {
    return Arbitraries.of("FIRST_COME", "FIRST_COME_WHOLE", "PRO_RATA", "LOTTERY", "HYBRID");
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void theLedgerSettlesWhatTheRulesSay(
      @ForAll("buyers") List<Buyer> buyers,
      @ForAll("rules") String first,
      @ForAll("rules") String second,
      @ForAll @IntRange(min = 1, max = 19) int lots,
      @ForAll boolean revealed) {
    var market = new Market().fees(FEE_PPM);
    OfferingId id = announce(market, first, second, lots);
    for (int i = 0; i < buyers.size(); i++) {
      apply(market, id, "buyer-" + i, buyers.get(i));
    }
    long cash = cash(market);
    market.atDay(3).tally(id);
    allot(market, id, revealed);
    market.settle(id);
    assertThat(cash(market)).isEqualTo(cash);
    requireSettledByTheRules(market, id);
  }

  private static OfferingId announce(Market market, String first, String second, int lots) {
    boolean draws = (first + second).contains("LOTTERY") || (first + second).contains("HYBRID");
    OfferingId id =
        market.announce(
            tranches("t0 " + lots * 5 + " " + first, "t1 " + (100 - lots * 5) + " " + second),
            terms(set("compliance", body("{'holdersMax':40}"))),
            draws ? market.draw() : in("subscription", b -> b));
    market.atDay(1);
    return id;
  }

  private static void apply(Market market, OfferingId id, String party, Buyer buyer) {
    market.world().with(party, Role.TRADER).after(buyer.pause());
    long value = buyer.lots() * 5 * 500;
    String note = market.cash(party, value + Fees.ceil(FEE_PPM, value)).value();
    accepted(
        market
            .world()
            .send(
                party,
                "subscription.apply",
                Json.Obj.empty()
                    .with("offering", id.value())
                    .with("tranche", "t" + buyer.tranche())
                    .with("units", buyer.lots() * 5)
                    .with("maxFeePpm", new Json.Whole(FEE_PPM))
                    .with("inputs", texts(note))));
  }

  private static void allot(Market market, OfferingId id, boolean revealed) {
    AllotmentRun run = market.run(id);
    SubscriptionTerms terms = market.offering(id).terms().subscription();
    if (run.fails(terms)) {
      return;
    }
    if (run.needsDraw(terms) && revealed) {
      market.reveal(id);
    }
    market.atDay(4);
    boolean full =
        market.run(id).sharing(terms).stream().allMatch(Allotment.InFull.class::isInstance);
    if (!full) {
      market.prove(id);
    }
  }

  private static void requireSettledByTheRules(Market market, OfferingId id) {
    Offering offering = market.offering(id);
    SubscriptionTerms terms = offering.terms().subscription();
    AllotmentRun run = market.run(id);
    List<Application> all = Subscriptions.page(market.world().view(), id, Optional.empty(), 1_000);
    SortedMap<Place, Long> expected =
        run.fails(terms) ? new TreeMap<>() : expected(run, terms, all);
    long sold = 0;
    for (Application application : all) {
      long units = expected.getOrDefault(application.place(), 0L) * terms.lot();
      String party = application.party().value();
      long value = application.units() * 500;
      long paid = units * 500;
      long locked = value + Fees.ceil(FEE_PPM, value);
      assertThat(application.status()).isEqualTo(Application.Status.SETTLED);
      assertThat(application.allotted()).isEqualTo(units);
      assertThat(market.holds(party, Market.TEA)).isEqualTo(units);
      assertThat(market.holds(party, Market.CNY))
          .isEqualTo(locked - paid - Fees.ceil(FEE_PPM, paid));
      sold += units;
    }
    assertThat(offering.sold()).isEqualTo(sold);
    assertThat(run.progress().paid()).isEqualTo(sold * 500);
    assertThat(market.holds("issuer", Market.CNY)).isEqualTo(sold * 500);
    assertThat(market.holds("operator", Market.CNY)).isEqualTo(run.progress().fees());
    assertThat(new StripedTotal(Market.TEA, StripedTotal.Name.SUPPLY).sum(market.world().view()))
        .isEqualTo(sold);
    assertThat(Subscriptions.live(market.world().view(), offering)).isZero();
    assertThat(market.asset().anchored()).isEqualTo(sold == 0 ? 200 : sold * 2);
  }

  private static SortedMap<Place, Long> expected(
      AllotmentRun run, SubscriptionTerms terms, List<Application> all) {
    var expected = new TreeMap<Place, Long>();
    List<Long> supply = run.tally().supply(terms);
    for (int i = 0; i < supply.size(); i++) {
      var demands = new ArrayList<Demand>();
      for (Application application : all) {
        if (application.tranche() == i) {
          demands.add(new Demand(application.place(), application.units() / terms.lot()));
        }
      }
      expected.putAll(
          SlowAllotment.allot(
              terms.tranches().get(i).rule(), supply.get(i), demands, run.sharing(terms).get(i)));
    }
    return expected;
  }

  /// All cash, in notes and locks.
  private static long cash(Market market) {
    return market.world().view().entries().entrySet().stream()
        .mapToLong(
            entry ->
                switch (entry.getKey().concept()) {
                  case "note" -> cash(io.kedge.note.Note.decode(entry.getValue()).amount());
                  case "lock" -> cash(io.kedge.note.Lock.decode(entry.getValue()).amount());
                  default -> 0;
                })
        .sum();
  }

  private static long cash(io.kedge.kernel.Quantity amount) {
    return amount.instrument().equals(Market.CNY) ? amount.units() : 0;
  }
}
