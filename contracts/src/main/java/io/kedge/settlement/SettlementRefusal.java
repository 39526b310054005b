package io.kedge.settlement;

import io.kedge.contract.Refusal;

/// Why a settlement was refused, in the order of checking. One fill that does not hold refuses the
/// whole command.
public enum SettlementRefusal implements Refusal {
  /// There is nothing to settle.
  FILLS_EMPTY(false),
  /// More than 64 fills.
  TOO_MANY_FILLS(false),
  /// The two orders are for different issues.
  ISSUES_DIFFER(false),
  /// The two orders are for different kinds of cash.
  CASH_DIFFERS(false),
  /// One of the orders names another counterparty; a negotiated trade is named by both.
  COUNTERPARTY_DIFFERS(false),
  /// Both orders belong to one beneficial owner.
  SELF_TRADE(false),
  /// The buyer's limit is below the seller's.
  LIMITS_DO_NOT_CROSS(false),
  /// Under listing the sale is listed first; this purchase is older.
  LISTING_NOT_FIRST(false),
  /// Under listing a purchase is at exactly the listed price.
  LISTING_PRICE_DIFFERS(false),
  /// The units are not a multiple of the offering's lot.
  UNITS_OFF_LOT(false),
  /// One of the orders has fewer open units.
  UNITS_OVER_OPEN(true),
  /// The fee rate in force is over the maximum an order names.
  FEE_OVER_MAXIMUM(true);

  private final boolean mayPassLater;

  SettlementRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
