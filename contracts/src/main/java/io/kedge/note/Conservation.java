package io.kedge.note;

import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Quantity;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/// The conservation law: what goes in comes out, instrument by instrument. The contracts, the
/// auditor and the verifier call these same lines; they keep their own books.
public final class Conservation {
  private Conservation() {}

  /// The units of each instrument.
  ///
  /// @throws ArithmeticException where a sum does not fit 64 bits
  public static SortedMap<InstrumentId, Long> totals(Collection<Quantity> amounts) {
    var totals = new TreeMap<InstrumentId, Long>();
    for (Quantity amount : amounts) {
      if (amount.units() != 0) {
        totals.merge(amount.instrument(), amount.units(), Math::addExact);
      }
    }
    return totals;
  }

  /// True where both sides hold the same units of every instrument.
  public static boolean holds(Collection<Quantity> before, Collection<Quantity> after) {
    return totals(before).equals(totals(after));
  }
}
