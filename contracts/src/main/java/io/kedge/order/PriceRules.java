package io.kedge.order;

import io.kedge.contract.RefusedException;
import io.kedge.fee.Fees;
import io.kedge.offering.Terms;
import io.kedge.offering.TradingTerms;

/// Tick, band and lot of an offering (trading.md §5.5).
final class PriceRules {
  private PriceRules() {}

  /// Refuses a price that is not on a tick, or too far from the announced price. The band is at
  /// least one tick wide on either side.
  static void requirePrice(Terms terms, long price) {
    TradingTerms trading = terms.trading();
    RefusedException.unless(
        price % trading.tick() == 0,
        OrderRefusal.PRICE_OFF_TICK,
        price,
        "is no multiple of",
        trading.tick());
    if (trading.bandPpm().isPresent()) {
      long width = width(terms.price(), trading.bandPpm().get(), trading.tick());
      RefusedException.unless(
          Math.abs(price - terms.price()) <= width,
          OrderRefusal.PRICE_OUT_OF_BAND,
          price,
          "is more than",
          width,
          "from",
          terms.price());
    }
  }

  /// Refuses units that are not a multiple of the lot.
  static void requireUnits(Terms terms, long units) {
    RefusedException.unless(
        units % terms.trading().lot() == 0,
        OrderRefusal.UNITS_OFF_LOT,
        units,
        "is no multiple of",
        terms.trading().lot());
  }

  /// `max(tick, floor(ppm × reference / 10⁶))`, without leaving 64 bits.
  static long width(long reference, long ppm, long tick) {
    long millions = reference / Fees.WHOLE_PPM;
    long rest = reference % Fees.WHOLE_PPM;
    return Math.max(tick, millions * ppm + rest * ppm / Fees.WHOLE_PPM);
  }
}
