package io.kedge.fee;

import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.kernel.LedgerTime;
import java.util.Optional;

/// What a fee is: rates by schedule and date, amounts rounded up to the minor unit.
public final class Fees {
  /// The whole, in parts per million.
  public static final int WHOLE_PPM = 1_000_000;

  private Fees() {}

  /// A schedule, if it exists.
  public static Optional<FeeSchedule> find(LedgerView view, FeeScheduleId id) {
    return view.get(FeeSchedule.key(id)).map(FeeSchedule::decode);
  }

  /// A schedule that must exist.
  ///
  /// @throws RefusedException [FeeRefusal#SCHEDULE_UNKNOWN]
  public static FeeSchedule require(LedgerView view, FeeScheduleId id) {
    return find(view, id)
        .orElseThrow(() -> RefusedException.because(FeeRefusal.SCHEDULE_UNKNOWN, id));
  }

  /// The rates of one tier at a moment.
  ///
  /// @param tier 0 to 9
  /// @throws RefusedException [FeeRefusal#SCHEDULE_NOT_EFFECTIVE]
  public static FeeRates rates(FeeSchedule schedule, LedgerTime now, int tier) {
    return schedule
        .at(now)
        .orElseThrow(() -> RefusedException.because(FeeRefusal.SCHEDULE_NOT_EFFECTIVE, now))
        .tiers()
        .get(tier);
  }

  /// The rate for a side and tier at a moment, in parts per million.
  ///
  /// @throws RefusedException [FeeRefusal#SCHEDULE_UNKNOWN] or [FeeRefusal#SCHEDULE_NOT_EFFECTIVE]
  public static int rate(
      LedgerView view, FeeScheduleId id, LedgerTime now, FeeSide side, int tier) {
    return rates(require(view, id), now, tier).of(side);
  }

  /// The fee on an amount of money, rounded up to the minor unit: `ceil(ppm × notional / 10⁶)`,
  /// exact for every amount.
  ///
  /// @param ppm 0 to 1,000,000
  /// @param notional money in minor units, 0 or more
  public static long ceil(int ppm, long notional) {
    if (ppm < 0 || ppm > WHOLE_PPM || notional < 0) {
      throw new IllegalArgumentException("fee of " + ppm + " ppm on " + notional);
    }
    // notional = whole millions + rest, so that no product leaves 64 bits.
    long millions = notional / WHOLE_PPM;
    long rest = notional % WHOLE_PPM;
    return millions * ppm + (rest * ppm + WHOLE_PPM - 1) / WHOLE_PPM;
  }

  /// What one more amount adds to a fee that is rounded up over all amounts together.
  ///
  /// @param ppm 0 to 1,000,000
  /// @param cumulated the amounts before, together
  /// @param notional the amount that is added
  public static long increment(int ppm, long cumulated, long notional) {
    return ceil(ppm, Math.addExact(cumulated, notional)) - ceil(ppm, cumulated);
  }
}
