package io.kedge.kernel;

/// Whole units of one instrument. Money is whole minor units, goods are whole smallest deliverable
/// units; scale belongs to display.
///
/// @param instrument what is counted
/// @param units how many, 0 or more
public record Quantity(InstrumentId instrument, long units) {
  /// Checks the range.
  public Quantity {
    if (units < 0) {
      throw new IllegalArgumentException("negative quantity: " + units);
    }
  }

  /// The sum of two quantities of the same instrument.
  ///
  /// @throws IllegalArgumentException where the instruments differ
  /// @throws ArithmeticException where the sum does not fit 64 bits
  public Quantity plus(Quantity other) {
    requireSame(other);
    return new Quantity(instrument, Math.addExact(units, other.units));
  }

  /// The difference of two quantities of the same instrument.
  ///
  /// @throws IllegalArgumentException where the instruments differ or the result is negative
  public Quantity minus(Quantity other) {
    requireSame(other);
    return new Quantity(instrument, Math.subtractExact(units, other.units));
  }

  private void requireSame(Quantity other) {
    if (!instrument.equals(other.instrument)) {
      throw new IllegalArgumentException(instrument + " and " + other.instrument + " do not add");
    }
  }
}
