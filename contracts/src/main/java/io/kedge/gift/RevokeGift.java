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

/// `gift.revoke`: the giver takes a gift back before it is accepted.
public final class RevokeGift implements Contract<GiftCommand.Revoke> {
  @Override
  public CommandType type() {
    return CommandType.of("gift.revoke");
  }

  @Override
  public GiftCommand.Revoke decode(Fields body) {
    return new GiftCommand.Revoke(body.id("lock", LockId::new));
  }

  @Override
  public Decision decide(Signed<GiftCommand.Revoke> command, LedgerView view, LedgerTime now) {
    Lock lock = Lock.require(view, command.value().lock(), LockPurpose.GIFT);
    Locks.requireOwner(lock, command.party());
    var postings = new Postings(command.id(), view, now);
    postings.end(lock, LockEnd.RELEASED);
    postings.note(lock.owner(), lock.amount(), lock.since());
    postings.out().event(new GiftEvent.Revoked(lock.id()).encoded());
    return postings.build();
  }
}
