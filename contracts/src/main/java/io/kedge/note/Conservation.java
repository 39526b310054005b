package io.kedge.note;

import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Quantity;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
    InstrumentId only = only(before, after);
    return only == null ? totals(before).equals(totals(after)) : units(before) == units(after);
  }

  /// The one instrument of all amounts, as nearly every movement has; null where there are several
  /// or none.
  private static @Nullable InstrumentId only(
      Collection<Quantity> before, Collection<Quantity> after) {
    InstrumentId only = null;
    for (Collection<Quantity> side : List.of(before, after)) {
      for (Quantity amount : side) {
        if (only != null && !only.equals(amount.instrument())) {
          return null;
        }
        only = amount.instrument();
      }
    }
    return only;
  }

  private static long units(Collection<Quantity> amounts) {
    long units = 0;
    for (Quantity amount : amounts) {
      units = Math.addExact(units, amount.units());
    }
    return units;
  }
}
