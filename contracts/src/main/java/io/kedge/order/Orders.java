package io.kedge.order;

import io.kedge.contract.LedgerView;
import io.kedge.kernel.LockId;
import io.kedge.note.Lock;

/// Answers which orders stand.
public final class Orders {
  private Orders() {}

  /// An order that must stand, of the given side.
  ///
  /// @throws io.kedge.contract.RefusedException [NoteRefusal#LOCK_NOT_FOUND] or
  ///     [NoteRefusal#LOCK_FOR_OTHER_PURPOSE]
  public static Order require(LedgerView view, LockId id, OrderSide side) {
    return Order.of(Lock.require(view, id, side.purpose()));
  }

  /// An order of either side that must stand.
  ///
  /// @throws io.kedge.contract.RefusedException [NoteRefusal#LOCK_NOT_FOUND] or
  ///     [NoteRefusal#LOCK_FOR_OTHER_PURPOSE]
  static Order require(LedgerView view, LockId id) {
    boolean buys =
        Lock.find(view, id).map(l -> l.purpose() == OrderSide.BUY.purpose()).orElse(false);
    return require(view, id, buys ? OrderSide.BUY : OrderSide.SELL);
  }
}
