package io.kedge.settlement;

import io.kedge.fee.FeeSide;
import io.kedge.fee.OrderFees;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.note.LockDraft;
import io.kedge.note.LockEnd;
import io.kedge.note.Postings;
import io.kedge.order.Order;
import io.kedge.order.OrderSide;
import io.kedge.order.OrderTerms;

/// One order in the course of a settlement: several fills may use it, and only what it ends as is
/// written.
final class Leg {
  private final Order order;
  private OrderTerms terms;
  private long units;
  private long money;
  private long fee;

  Leg(Order order) {
    this.order = order;
    this.terms = order.terms();
  }

  /// The order as it was before the command.
  Order order() {
    return order;
  }

  PartyId owner() {
    return order.lock().owner();
  }

  /// The order's terms after the fills so far.
  OrderTerms terms() {
    return terms;
  }

  /// Trades.
  ///
  /// @param traded units
  /// @param value what they cost
  /// @param side whether the order stood first
  /// @param ppm the fee rate in force
  /// @return what the order is charged
  long fill(long traded, long value, FeeSide side, int ppm) {
    OrderFees.Charge charge = terms.fees().charge(side, ppm, terms.maxFeePpm(), value);
    terms = terms.filled(traded, charge.after());
    units = Math.addExact(units, traded);
    money = Math.addExact(money, value);
    fee = Math.addExact(fee, charge.fee());
    return charge.fee();
  }

  /// Ends the lock: what was traded goes to the owner, the fee to the operator, the rest of the
  /// order to a successor, and what the successor does not need back to the owner.
  void post(Postings postings, PartyId operator) {
    var lock = order.lock();
    postings.end(lock, LockEnd.EXECUTED);
    long rest = terms.open() == 0 ? 0 : terms.locked();
    if (rest > 0) {
      OrderTerms next = terms.since(order.first());
      postings.lock(LockDraft.restOf(lock, rest, next.encoded()));
    }
    if (terms.side() == OrderSide.SELL) {
      postings.note(owner(), new Quantity(terms.cash(), money - fee), postings.now());
    } else {
      long back = lock.amount().units() - money - fee - rest;
      postings.note(owner(), new Quantity(terms.issue(), units), postings.now());
      postings.note(owner(), new Quantity(terms.cash(), back), lock.since());
    }
    postings.note(operator, new Quantity(terms.cash(), fee), postings.now());
  }
}
