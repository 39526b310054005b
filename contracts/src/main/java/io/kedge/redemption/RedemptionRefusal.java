package io.kedge.redemption;

import io.kedge.contract.Refusal;

/// Why a redemption was refused beyond what notes and offerings refuse, in the order of checking.
public enum RedemptionRefusal implements Refusal {
  /// Units are redeemed by force only after the redemption window has closed.
  WINDOW_NOT_OVER(true);

  private final boolean mayPassLater;

  RedemptionRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
