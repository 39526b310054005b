package io.kedge.liquidation;

import io.kedge.contract.Refusal;

/// Why a liquidation was refused, in the order of checking. The detail
/// says what is open.
public enum LiquidationRefusal implements Refusal {
  /// The issue was never confirmed, or is liquidated already.
  ISSUE_NOT_LIVE(false),
  /// Not every application of its last offering is settled or refunded.
  OFFERING_NOT_SETTLED(true),
  /// Units are still in notes or locks: they are redeemed first, if need be by force (C-52).
  UNITS_OUTSTANDING(true),
  /// Vouchers are neither taken nor expired (C-53).
  VOUCHERS_OPEN(true);

  private final boolean mayPassLater;

  LiquidationRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
