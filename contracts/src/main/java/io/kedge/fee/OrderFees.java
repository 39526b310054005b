package io.kedge.fee;

import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// All that one order has paid in fees, kept in its lock's terms from part-execution to
/// part-execution.
///
/// The rule: on each side and for each rate the fee is `ceil(rate × notional)` over all fills
/// together, however many there were; each fill is charged what it adds. Over both sides and all
/// rates an order never pays more than `ceil(maximum × notional)`, the maximum its owner signed:
/// where several roundings would add up to more, the last unit waits for later fills.
///
/// @param maker as the order that stood first
/// @param taker as the order that came later
/// @param notional all money that changed hands
/// @param fee all that was charged
public record OrderFees(FeeMeter maker, FeeMeter taker, long notional, long fee) {
  /// Of an order that has not traded.
  public static final OrderFees NONE = new OrderFees(FeeMeter.NONE, FeeMeter.NONE, 0, 0);

  /// What one fill is charged.
  ///
  /// @param fee in minor units, 0 up to the fill's notional
  /// @param after the order's fees with this fill
  public record Charge(long fee, OrderFees after) {}

  /// Charges one fill.
  ///
  /// @param side [FeeSide#MAKER] or [FeeSide#TAKER]
  /// @param ppm the rate in force, at most the maximum
  /// @param maxPpm the maximum the order's owner signed
  /// @param amount the money that changes hands
  public Charge charge(FeeSide side, int ppm, int maxPpm, long amount) {
    if (ppm > maxPpm || side == FeeSide.SUBSCRIPTION) {
      throw new IllegalArgumentException("an order is not charged " + ppm + " ppm as " + side);
    }
    FeeMeter meter = (side == FeeSide.MAKER ? maker : taker).at(ppm);
    long all = Math.addExact(notional, amount);
    long charge =
        Math.min(
            amount, Math.min(meter.due(amount), Math.subtractExact(Fees.ceil(maxPpm, all), fee)));
    FeeMeter next = meter.charged(amount, charge);
    boolean asMaker = side == FeeSide.MAKER;
    return new Charge(
        charge, new OrderFees(asMaker ? next : maker, asMaker ? taker : next, all, fee + charge));
  }

  /// The most that may still be charged where another amount changes hands: what a buyer has to
  /// keep locked beside the price.
  ///
  /// @param maxPpm the maximum the order's owner signed
  /// @param amount the money that may still change hands
  public long reserve(int maxPpm, long amount) {
    return Fees.ceil(maxPpm, Math.addExact(notional, amount)) - fee;
  }

  /// Writes the four members.
  public void write(Wire wire) {
    maker.write(wire);
    taker.write(wire);
    wire.i64(notional).i64(fee);
  }

  /// Reads what [#write] wrote.
  public static OrderFees read(WireReader in) {
    return new OrderFees(FeeMeter.read(in), FeeMeter.read(in), in.i64(), in.i64());
  }
}
