package io.kedge.note;

/// What a lock is for.
public enum LockPurpose {
  /// Cash for a subscription (申购), executed by the allotment.
  SUBSCRIPTION(false),
  /// Units offered for sale.
  SELL_ORDER(true),
  /// Cash for a purchase, with its fee reserve.
  BUY_ORDER(true),
  /// Units offered to somebody as a gift (赠送).
  GIFT(true),
  /// Cash on its way back to its owner's bank account (出金).
  WITHDRAWAL(false),
  /// Cash an issuer set aside to pay expired vouchers.
  COLLATERAL(false);

  private final boolean expires;

  LockPurpose(boolean expires) {
    this.expires = expires;
  }

  /// True where anyone may end the lock after its expiry; the others end only by their own rule.
  public boolean expires() {
    return expires;
  }
}
