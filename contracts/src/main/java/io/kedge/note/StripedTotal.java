package io.kedge.note;

import io.kedge.contract.Change;
import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.math.BigInteger;
import java.util.Optional;

/// A total kept in 64 rows, so that no single row is rewritten by every command: the command's id
/// chooses the row, and all rows are read together where a rule needs the sum (format.md "State").
///
/// @param instrument what the total is about
/// @param name which total
public record StripedTotal(InstrumentId instrument, Name name) {
  private static final String TAG = "kedge.total";
  private static final int STRIPES = 64;

  /// The totals that rules need.
  public enum Name {
    /// Units in notes and locks.
    SUPPLY,
    /// Beneficial owners with at least one unit; counted where the instrument limits them.
    HOLDERS,
    /// Units in vouchers that are not final.
    OPEN_VOUCHERS,
    /// Units whose goods were taken.
    TAKEN,
    /// Units whose vouchers expired.
    EXPIRED,
    /// Applications for the issue whose cash is locked.
    APPLICATIONS
  }

  /// The sum of all rows. Added up without a limit: rows may be negative, so that a part of them
  /// can
  /// come to more than 64 bits where all together do not.
  ///
  /// @throws ArithmeticException where the sum does not fit 64 bits
  public long sum(LedgerView view) {
    String prefix = Key.prefix("total", instrument.value(), name.name());
    BigInteger sum = BigInteger.ZERO;
    for (LedgerView.Entry entry : view.range(prefix, prefix, STRIPES)) {
      sum = sum.add(BigInteger.valueOf(decode(entry)));
    }
    return sum.longValueExact();
  }

  /// The change that adds to the total; none where nothing is added.
  ///
  /// @param delta how much, may be negative; a single row may be negative, the sum never is
  public Optional<Change> add(LedgerView view, CommandId command, long delta) {
    if (delta == 0) {
      return Optional.empty();
    }
    int stripe = command.stripe();
    String row = (stripe < 10 ? "0" : "") + stripe;
    Key key = Key.of("total", instrument.value(), name.name(), row);
    long before = view.get(key).map(v -> decode(new LedgerView.Entry(key, v))).orElse(0L);
    long after = Math.addExact(before, delta);
    return Optional.of(new Change.Put(key, new Wire(TAG, 1).i64(after).bytes()));
  }

  private static long decode(LedgerView.Entry entry) {
    var in = new WireReader(entry.value(), TAG).expectVersion(1);
    long value = in.i64();
    in.end();
    return value;
  }
}
