package io.kedge.offering;

import io.kedge.kernel.AssetId;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// Everything an announcement says (发售公告, C-09 to C-19, and the compliance terms of format.md).
/// It is signed by the issuer and never changes; what the operator does with its opening times
/// stands beside it as [Decree]s.
///
/// @param anchor the asset behind the issue (C-11)
/// @param quantity units offered (C-09)
/// @param price minor units of cash per unit (C-10)
/// @param cash which cash, an instrument
/// @param ratio smallest deliverable units of the anchor per unit (C-12)
/// @param operator who runs the market of this offering: gets the fees, opens early, postpones,
///     suspends
/// @param subscription subscription times and rules (C-13, C-14)
/// @param trading trading times and rules (C-15, C-16)
/// @param redemption redemption times and rules (C-17)
/// @param clauses additional clauses (C-18)
/// @param circulation inside or outside (C-19)
/// @param compliance what market rules ask
public record Terms(
    AssetId anchor,
    long quantity,
    long price,
    InstrumentId cash,
    long ratio,
    PartyId operator,
    SubscriptionTerms subscription,
    TradingTerms trading,
    RedemptionTerms redemption,
    Clauses clauses,
    Circulation circulation,
    ComplianceTerms compliance) {
  /// Checks the ranges.
  public Terms {
    if (quantity < 1 || price < 1 || ratio < 1) {
      throw new IllegalArgumentException("quantity, price and ratio are at least 1");
    }
  }

  /// What some units cost at the announced price.
  ///
  /// @throws ArithmeticException where it does not fit 64 bits
  public long value(long units) {
    return Math.multiplyExact(price, units);
  }

  Wire write(Wire out) {
    out.text(anchor.value())
        .i64(quantity)
        .i64(price)
        .text(cash.value())
        .i64(ratio)
        .text(operator.value());
    redemption.write(trading.write(subscription.write(out)));
    return compliance.write(circulation.write(clauses.write(out)));
  }

  static Terms read(WireReader in) {
    return new Terms(
        new AssetId(in.text()),
        in.i64(),
        in.i64(),
        new InstrumentId(in.text()),
        in.i64(),
        new PartyId(in.text()),
        SubscriptionTerms.read(in),
        TradingTerms.read(in),
        RedemptionTerms.read(in),
        Clauses.read(in),
        Circulation.read(in),
        ComplianceTerms.read(in));
  }
}
