package io.kedge.subscription;

import java.util.ArrayList;
import java.util.List;

/// What each tranche has to give once the tranches that nobody filled gave theirs up (回拨): their
/// rest goes to the over-subscribed ones in the announced order. Counted in lots.
public final class Supply {
  private Supply() {}

  /// The lots of each tranche.
  ///
  /// @param announced lots of each tranche, in the announced order
  /// @param demand lots asked for in each
  public static List<Long> afterClawBack(List<Long> announced, List<Long> demand) {
    long pool = 0;
    for (int i = 0; i < announced.size(); i++) {
      pool += Math.max(0, announced.get(i) - demand.get(i));
    }
    var supply = new ArrayList<Long>();
    for (int i = 0; i < announced.size(); i++) {
      long more = Math.min(pool, Math.max(0, demand.get(i) - announced.get(i)));
      pool -= more;
      supply.add(Math.min(announced.get(i), demand.get(i)) + more);
    }
    return List.copyOf(supply);
  }
}
