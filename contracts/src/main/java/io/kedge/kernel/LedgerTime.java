package io.kedge.kernel;

/// A moment of ledger time: milliseconds since 1970-01-01T00:00Z, given by the ordering with each
/// batch and never decreasing (format.md "Order, batch, time").
///
/// It is not a wall clock: contracts get it as an argument.
///
/// @param millis milliseconds since 1970 UTC, 0 or more
public record LedgerTime(long millis) implements Comparable<LedgerTime> {
  /// Later than every deadline: used where a thing has no end.
  public static final LedgerTime NEVER = new LedgerTime(253_402_300_799_999L);

  /// Checks the range.
  public LedgerTime {
    if (millis < 0 || millis > 253_402_300_799_999L) {
      throw new IllegalArgumentException("ledger time out of range: " + millis);
    }
  }

  /// A moment in milliseconds since 1970 UTC.
  public static LedgerTime of(long millis) {
    return new LedgerTime(millis);
  }

  /// This moment moved by a number of milliseconds, never past [#NEVER] nor before 1970.
  public LedgerTime plusMillis(long duration) {
    long sum = Math.addExact(millis, duration);
    return new LedgerTime(Math.clamp(sum, 0L, NEVER.millis));
  }

  /// True where this moment is strictly before the other.
  public boolean isBefore(LedgerTime other) {
    return millis < other.millis;
  }

  /// True where this moment is strictly after the other.
  public boolean isAfter(LedgerTime other) {
    return millis > other.millis;
  }

  @Override
  public int compareTo(LedgerTime other) {
    return Long.compare(millis, other.millis);
  }

  @Override
  public String toString() {
    return Long.toString(millis);
  }
}
