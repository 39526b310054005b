package io.kedge.subscription;

import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds the line of a sharing by sorting all applications in memory. It runs off the ledger, where
/// memory is not bounded by a command; the ledger checks the line and trusts nothing.
public final class Cuts {
  private static final Place FIRST = new Place(LedgerTime.of(0), new CommandId(Digest.ZERO));

  private Cuts() {}

  /// The line of a sharing over these applications.
  public static Cut find(Allotment sharing, List<Demand> demands) {
    return switch (sharing) {
      case Allotment.InFull _ -> new Cut.Everyone();
      case Allotment.InOrder order -> inOrder(order, demands);
      case Allotment.InProportion proportion -> inProportion(proportion, demands);
      case Allotment.ByDraw draw -> byDraw(draw, demands);
    };
  }

  private static Cut inOrder(Allotment.InOrder order, List<Demand> demands) {
    long left = order.supply();
    for (Demand demand : byPlace(demands)) {
      if (demand.lots() > left) {
        return new Cut.AtPlace(demand.place(), order.allowPartial() ? left : 0);
      }
      left -= demand.lots();
    }
    throw new IllegalArgumentException("supply suffices for everyone");
  }

  private static Cut inProportion(Allotment.InProportion proportion, List<Demand> demands) {
    long left = proportion.total();
    for (Demand demand : demands) {
      left -= proportion.each() + proportion.floor(demand.lots());
    }
    if (left == 0) {
      return new Cut.AtRemainder(proportion.demand(), FIRST);
    }
    var sorted = new ArrayList<>(demands);
    sorted.sort(
        Comparator.comparingLong((Demand d) -> proportion.remainder(d.lots()))
            .reversed()
            .thenComparing(Demand::place));
    Demand last = sorted.get(Math.toIntExact(left) - 1);
    return new Cut.AtRemainder(proportion.remainder(last.lots()), last.place());
  }

  private static Cut byDraw(Allotment.ByDraw draw, List<Demand> demands) {
    var scores = new ArrayList<Digest>();
    for (Demand demand : demands) {
      for (long ticket = 0; ticket < draw.tickets(demand.lots()); ticket++) {
        scores.add(draw.score(demand.place(), ticket));
      }
    }
    scores.sort(Comparator.naturalOrder());
    return new Cut.AtScore(scores.get(Math.toIntExact(draw.supply()) - 1));
  }

  private static List<Demand> byPlace(List<Demand> demands) {
    return demands.stream().sorted(Comparator.comparing(Demand::place)).toList();
  }
}
