package io.kedge.order;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.kernel.Quantity;
import io.kedge.note.Lock;
import io.kedge.note.LockDraft;
import io.kedge.note.LockEnd;
import io.kedge.note.Locks;
import io.kedge.note.Postings;
import io.kedge.offering.Offerings;

/// `order.reduce`: the owner makes an order smaller. It keeps its place in time; what it no longer
/// needs comes back at once.
public final class ReduceOrder implements Contract<OrderCommand.Reduce> {
  @Override
  public CommandType type() {
    return CommandType.of("order.reduce");
  }

  @Override
  public OrderCommand.Reduce decode(Fields body) {
    return new OrderCommand.Reduce(body.id("lock", LockId::new), body.positive("units"));
  }

  @Override
  public Decision decide(Signed<OrderCommand.Reduce> command, LedgerView view, LedgerTime now) {
    long less = command.value().units();
    Order order = Orders.require(view, command.value().lock());
    Lock lock = order.lock();
    Locks.requireOwner(lock, command.party());
    Locks.requireRunning(view, lock, now);
    PriceRules.requireUnits(Offerings.requireOfIssue(view, order.terms().issue()).terms(), less);
    RefusedException.unless(
        less < order.terms().open(),
        OrderRefusal.REDUCES_TO_NOTHING,
        order.terms().open(),
        "are open");
    OrderTerms next = order.terms().reduced(less).since(order.first());
    var postings = new Postings(command.id(), view, now);
    postings.end(lock, LockEnd.RELEASED);
    postings.lock(LockDraft.restOf(lock, next.locked(), next.encoded()));
    postings.note(
        lock.owner(),
        new Quantity(lock.amount().instrument(), lock.amount().units() - next.locked()),
        lock.since());
    return postings.build();
  }
}
