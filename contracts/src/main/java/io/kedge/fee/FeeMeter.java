package io.kedge.fee;

import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// What one order paid on one side at one rate.
///
/// @param ppm the rate it counts for
/// @param notional the money that changed hands at this rate
/// @param fee what was charged for it
public record FeeMeter(int ppm, long notional, long fee) {
  /// Nothing charged yet.
  public static final FeeMeter NONE = new FeeMeter(0, 0, 0);

  /// The meter that counts at a rate: this one, or a new one where the rate has changed. What was
  /// charged at the old rate is settled.
  FeeMeter at(int rate) {
    return rate == ppm ? this : new FeeMeter(rate, 0, 0);
  }

  /// What is owed once another amount has changed hands.
  long due(long more) {
    return Fees.ceil(ppm, Math.addExact(notional, more)) - fee;
  }

  FeeMeter charged(long more, long charge) {
    return new FeeMeter(ppm, Math.addExact(notional, more), Math.addExact(fee, charge));
  }

  void write(Wire wire) {
    wire.u32(ppm).i64(notional).i64(fee);
  }

  static FeeMeter read(WireReader in) {
    return new FeeMeter(in.u32(), in.i64(), in.i64());
  }
}
