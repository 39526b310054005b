package io.kedge.gift;

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
import io.kedge.note.LockPurpose;
import io.kedge.note.Locks;
import io.kedge.note.Postings;

/// `gift.decline`: the receiver does not take a gift; it goes back to the giver.
public final class DeclineGift implements Contract<GiftCommand.Decline> {
  @Override
  public CommandType type() {
    return CommandType.of("gift.decline");
  }

  @Override
  public GiftCommand.Decline decode(Fields body) {
    return new GiftCommand.Decline(body.id("lock", LockId::new));
  }

  @Override
  public Decision decide(Signed<GiftCommand.Decline> command, LedgerView view, LedgerTime now) {
    Lock lock = Lock.require(view, command.value().lock(), LockPurpose.GIFT);
    Locks.requireExecutor(lock, command.party());
    var postings = new Postings(command.id(), view, now);
    postings.end(lock, LockEnd.RELEASED);
    postings.note(lock.owner(), lock.amount(), lock.since());
    postings.out().event(new GiftEvent.Declined(lock.id()).encoded());
    return postings.build();
  }
}
