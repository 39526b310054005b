package io.kedge.subscription;

import io.kedge.offering.AllotmentRule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The slow twin of [Allotment]: the rules of trading.md §5.1 written as a person would carry them
/// out, giving lots one by one over sorted lists. It shares only the score of a ticket.
final class SlowAllotment {
  private final List<Demand> demands;
  private final SortedMap<Place, Long> given = new TreeMap<>();

  private SlowAllotment(List<Demand> demands) {
    this.demands = demands.stream().sorted(Comparator.comparing(Demand::place)).toList();
    this.demands.forEach(d -> given.put(d.place(), 0L));
  }

  static SortedMap<Place, Long> allot(
      AllotmentRule rule, long supply, List<Demand> demands, Allotment sharing) {
    var slow = new SlowAllotment(demands);
    long asked = demands.stream().mapToLong(Demand::lots).sum();
    if (asked <= supply) {
      slow.demands.forEach(d -> slow.give(d, d.lots()));
      return slow.given;
    }
    switch (rule) {
      case AllotmentRule.FirstCome(boolean partial) -> slow.queue(supply, partial);
      case AllotmentRule.ProRata _ -> slow.proportion(supply, 0);
      case AllotmentRule.Lottery _ -> slow.drawOrProportion(supply, sharing);
      case AllotmentRule.Hybrid _ -> {
        if (demands.size() <= supply) {
          slow.demands.forEach(d -> slow.give(d, 1));
          slow.proportion(supply - demands.size(), 1);
        } else {
          slow.drawOrProportion(supply, sharing);
        }
      }
    }
    return slow.given;
  }

  private void give(Demand demand, long lots) {
    given.merge(demand.place(), lots, Long::sum);
  }

  private void queue(long supply, boolean partial) {
    long left = supply;
    for (Demand demand : demands) {
      if (demand.lots() > left) {
        give(demand, partial ? left : 0);
        return;
      }
      give(demand, demand.lots());
      left -= demand.lots();
    }
  }

  private void proportion(long supply, long already) {
    long total = demands.stream().mapToLong(d -> d.lots() - already).sum();
    var remainders = new ArrayList<Rest>();
    long left = supply;
    for (Demand demand : demands) {
      BigInteger[] share =
          BigInteger.valueOf(demand.lots() - already)
              .multiply(BigInteger.valueOf(supply))
              .divideAndRemainder(BigInteger.valueOf(total));
      give(demand, share[0].longValueExact());
      left -= share[0].longValueExact();
      remainders.add(new Rest(demand, share[1]));
    }
    remainders.sort(Comparator.comparing(Rest::of).reversed().thenComparing(r -> r.d().place()));
    for (Rest rest : remainders.subList(0, Math.toIntExact(left))) {
      give(rest.d(), 1);
    }
  }

  private record Rest(Demand d, BigInteger of) {}

  private void drawOrProportion(long supply, Allotment sharing) {
    if (!(sharing instanceof Allotment.ByDraw draw)) {
      proportion(supply, 0);
      return;
    }
    var tickets = new TreeMap<io.kedge.kernel.Digest, Demand>();
    for (Demand demand : demands) {
      for (long n = 0; n < draw.tickets(demand.lots()); n++) {
        tickets.put(draw.score(demand.place(), n), demand);
      }
    }
    tickets.values().stream().limit(supply).forEach(d -> give(d, 1));
  }
}
