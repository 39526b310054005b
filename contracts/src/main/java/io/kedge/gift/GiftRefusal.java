package io.kedge.gift;

import io.kedge.contract.Refusal;

/// Why a command about a gift was refused, in the order of checking.
public enum GiftRefusal implements Refusal {
  /// Nobody gives to itself.
  GIFT_TO_ONESELF(false),
  /// The gift could not be accepted any more.
  EXPIRY_NOT_AHEAD(false),
  /// The gift could be accepted after the end of circulation.
  EXPIRY_AFTER_CLOSE(false);

  private final boolean mayPassLater;

  GiftRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
