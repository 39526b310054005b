package io.kedge.order;

import io.kedge.note.LockPurpose;

/// Which way an order goes.
public enum OrderSide {
  /// 卖: units are locked.
  SELL,
  /// 买: cash is locked.
  BUY;

  /// What the order's lock is for.
  public LockPurpose purpose() {
    return switch (this) {
      case SELL -> LockPurpose.SELL_ORDER;
      case BUY -> LockPurpose.BUY_ORDER;
    };
  }
}
