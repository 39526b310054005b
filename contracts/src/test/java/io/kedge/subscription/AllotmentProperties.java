package io.kedge.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.Requirement;
import io.kedge.offering.AllotmentRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/// The invariants of trading.md §5.1, for all four rules.
@Requirement({"C-14", "C-23", "I-21", "H-51"})
class AllotmentProperties {
  private static final Digest SEED = Digest.of(Bytes.utf8("seed"));

  @Provide
  Arbitrary<AllotmentRule> rules() {
    return Arbitraries.of(
        new AllotmentRule.FirstCome(true),
        new AllotmentRule.FirstCome(false),
        new AllotmentRule.ProRata(),
        new AllotmentRule.Lottery(),
        new AllotmentRule.Hybrid());
  }

  @Provide
  Arbitrary<List<Demand>> demands() {
    Arbitrary<Long> lots = Arbitraries.longs().between(1, 40);
    Arbitrary<Integer> time = Arbitraries.integers().between(0, 5);
    return Combinators.combine(time, lots)
        .as((t, l) -> new long[] {t, l})
        .list()
        .ofMinSize(1)
        .ofMaxSize(25)
        .map(
            rows -> {
              var list = new ArrayList<Demand>();
              for (long[] row : rows) {
                list.add(demand(row[0], list.size(), row[1]));
              }
              return list;
            });
  }

  private static Demand demand(long time, int number, long lots) {
    return new Demand(
        new Place(
            LedgerTime.of(time), new CommandId(Digest.of(Bytes.utf8("application " + number)))),
        lots);
  }

  private static SortedMap<Place, Long> allot(
      AllotmentRule rule, long supply, List<Demand> demands, Optional<Digest> seed) {
    Allotment sharing = sharing(rule, supply, demands, seed);
    Cut cut = Cuts.find(sharing, demands);
    assertThat(sharing.takes(cut)).isTrue();
    var given = new TreeMap<Place, Long>();
    demands.forEach(d -> given.put(d.place(), sharing.lots(cut, d.place(), d.lots())));
    assertThat(sharing.isProved(sum(given), atCut(cut, demands))).isTrue();
    return given;
  }

  private static Allotment sharing(
      AllotmentRule rule, long supply, List<Demand> demands, Optional<Digest> seed) {
    long demand = demands.stream().mapToLong(Demand::lots).sum();
    return Allotment.of(rule, supply, demand, demands.size(), seed);
  }

  private static Optional<Long> atCut(Cut cut, List<Demand> demands) {
    return cut instanceof Cut.AtPlace(var place, _)
        ? demands.stream().filter(d -> d.place().equals(place)).map(Demand::lots).findFirst()
        : Optional.empty();
  }

  private static long sum(SortedMap<Place, Long> given) {
    return given.values().stream().mapToLong(Long::longValue).sum();
  }

  @Property(tries = 500)
  void equalsItsSlowTwin(
      @ForAll("rules") AllotmentRule rule,
      @ForAll("demands") List<Demand> demands,
      @ForAll @LongRange(min = 1, max = 600) long supply,
      @ForAll boolean revealed) {
    Optional<Digest> seed = revealed ? Optional.of(SEED) : Optional.empty();
    assertThat(allot(rule, supply, demands, seed))
        .isEqualTo(
            SlowAllotment.allot(rule, supply, demands, sharing(rule, supply, demands, seed)));
  }

  @Property(tries = 500)
  void givesWhatThereIsAndNobodyMoreThanAsked(
      @ForAll("rules") AllotmentRule rule,
      @ForAll("demands") List<Demand> demands,
      @ForAll @LongRange(min = 1, max = 600) long supply) {
    SortedMap<Place, Long> given = allot(rule, supply, demands, Optional.of(SEED));
    long asked = demands.stream().mapToLong(Demand::lots).sum();
    demands.forEach(d -> assertThat(given.get(d.place())).isBetween(0L, d.lots()));
    if (rule.equals(new AllotmentRule.FirstCome(false))) {
      assertThat(sum(given)).isLessThanOrEqualTo(Math.min(supply, asked));
    } else {
      assertThat(sum(given)).isEqualTo(Math.min(supply, asked));
    }
  }

  @Property(tries = 300)
  void doesNotDependOnTheOrderOfReading(
      @ForAll("rules") AllotmentRule rule,
      @ForAll("demands") List<Demand> demands,
      @ForAll @LongRange(min = 1, max = 600) long supply,
      @ForAll long shuffle) {
    var other = new ArrayList<>(demands);
    Collections.shuffle(other, new Random(shuffle));
    assertThat(allot(rule, supply, other, Optional.of(SEED)))
        .isEqualTo(allot(rule, supply, demands, Optional.of(SEED)));
  }

  @Property(tries = 300)
  void whoAsksForMoreNeverGetsLessInProportion(
      @ForAll("demands") List<Demand> demands, @ForAll @LongRange(min = 1, max = 600) long supply) {
    SortedMap<Place, Long> given =
        allot(new AllotmentRule.ProRata(), supply, demands, Optional.empty());
    for (Demand a : demands) {
      for (Demand b : demands) {
        if (a.lots() > b.lots()) {
          assertThat(given.get(a.place())).isGreaterThanOrEqualTo(given.get(b.place()));
        }
      }
      long floor = a.lots() * supply / demands.stream().mapToLong(Demand::lots).sum();
      assertThat(given.get(a.place())).isBetween(Math.min(floor, a.lots()), floor + 1);
    }
  }

  /// A line that is not the right one never adds up: whoever proposes cannot cheat.
  @Property(tries = 500)
  void aWrongLineIsNotProved(
      @ForAll("rules") AllotmentRule rule,
      @ForAll("demands") List<Demand> demands,
      @ForAll @LongRange(min = 1, max = 200) long supply,
      @ForAll @LongRange(min = 0, max = 24) long which,
      @ForAll @LongRange(min = 0, max = 40) long number) {
    Allotment sharing = sharing(rule, supply, demands, Optional.of(SEED));
    Place place = demands.get((int) (which % demands.size())).place();
    Cut wrong =
        switch (sharing) {
          case Allotment.InFull _ -> new Cut.Everyone();
          case Allotment.InOrder order -> new Cut.AtPlace(place, order.allowPartial() ? number : 0);
          case Allotment.InProportion proportion ->
              new Cut.AtRemainder(number * proportion.demand() / 41, place);
          case Allotment.ByDraw draw -> new Cut.AtScore(draw.score(place, number));
        };
    var given = new TreeMap<Place, Long>();
    demands.forEach(d -> given.put(d.place(), sharing.lots(wrong, d.place(), d.lots())));
    demands.forEach(d -> assertThat(given.get(d.place())).isBetween(0L, d.lots()));
    boolean same = given.equals(SlowAllotment.allot(rule, supply, demands, sharing));
    assertThat(sharing.isProved(sum(given), atCut(wrong, demands))).isEqualTo(same);
  }

  /// trading.md §5.1, the known wrong answer: 1,000 to give, one application for 100.
  @Test
  void anOnlyApplicationGetsWhatItAskedFor() {
    for (AllotmentRule rule :
        List.of(
            new AllotmentRule.ProRata(), new AllotmentRule.Lottery(), new AllotmentRule.Hybrid())) {
      var only = List.of(demand(1, 0, 100));
      assertThat(allot(rule, 1000, only, Optional.of(SEED)).values()).containsExactly(100L);
    }
  }

  /// trading.md §5.1: 15 by (4/5, 2/25, 3/25). Exact shares 12, 1.2, 1.8; largest remainder gives
  /// 12, 1, 2, where giving rests from the front would give 13, 1, 1.
  @Test
  void remaindersGoToTheLargestNotToTheFirst() {
    var demands = List.of(demand(1, 0, 20), demand(2, 1, 2), demand(3, 2, 3));
    assertThat(allot(new AllotmentRule.ProRata(), 15, demands, Optional.empty()).values())
        .containsExactly(12L, 1L, 2L);
  }

  /// trading.md §5.1: 15 by (1/2, 1/2): the tie goes to the earlier place.
  @Test
  void aTieGoesToTheEarlierPlace() {
    var demands = List.of(demand(1, 0, 20), demand(2, 1, 20));
    assertThat(allot(new AllotmentRule.ProRata(), 15, demands, Optional.empty()).values())
        .containsExactly(8L, 7L);
  }

  @Test
  void theQueueStopsAtTheFirstThatDoesNotFit() {
    var demands = List.of(demand(1, 0, 6), demand(2, 1, 5), demand(3, 2, 1));
    assertThat(allot(new AllotmentRule.FirstCome(false), 10, demands, Optional.empty()).values())
        .containsExactly(6L, 0L, 0L);
    assertThat(allot(new AllotmentRule.FirstCome(true), 10, demands, Optional.empty()).values())
        .containsExactly(6L, 4L, 0L);
  }

  @Test
  void hugeNumbersDoNotOverflow() {
    var demands = List.of(demand(1, 0, Long.MAX_VALUE / 2), demand(2, 1, Long.MAX_VALUE / 2));
    assertThat(
            allot(new AllotmentRule.ProRata(), Long.MAX_VALUE / 2, demands, Optional.empty())
                .values())
        .containsExactly(Long.MAX_VALUE / 4 + 1, Long.MAX_VALUE / 4);
  }

  @Test
  void whatNobodyWantsGoesToTheOversubscribedInTheAnnouncedOrder() {
    assertThat(Supply.afterClawBack(List.of(10L, 20L, 30L), List.of(4L, 50L, 31L)))
        .containsExactly(4L, 26L, 30L);
    assertThat(Supply.afterClawBack(List.of(10L, 20L, 30L), List.of(4L, 21L, 90L)))
        .containsExactly(4L, 21L, 35L);
    assertThat(Supply.afterClawBack(List.of(10L, 20L), List.of(1L, 2L))).containsExactly(1L, 2L);
  }
}
