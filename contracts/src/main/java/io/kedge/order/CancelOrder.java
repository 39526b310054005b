package io.kedge.order;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.note.Lock;
import io.kedge.note.LockEnd;
import io.kedge.note.Locks;
import io.kedge.note.Postings;

/// `order.cancel`: the owner takes an order back, at once. While there is no order book, nobody but
/// the ledger matches orders, so no executor has a claim to an order that is not settled. It passes
/// while trading is suspended too.
public final class CancelOrder implements Contract<OrderCommand.Cancel> {
  @Override
  public CommandType type() {
    return CommandType.of("order.cancel");
  }

  @Override
  public OrderCommand.Cancel decode(Fields body) {
    return new OrderCommand.Cancel(body.id("lock", LockId::new));
  }

  @Override
  public Decision decide(Signed<OrderCommand.Cancel> command, LedgerView view, LedgerTime now) {
    Lock lock = Orders.require(view, command.value().lock()).lock();
    Locks.requireOwner(lock, command.party());
    var postings = new Postings(command.id(), view, now);
    postings.end(lock, LockEnd.RELEASED);
    postings.note(lock.owner(), lock.amount(), lock.since());
    return postings.build();
  }
}
