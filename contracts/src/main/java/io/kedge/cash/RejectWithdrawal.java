package io.kedge.cash;

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
import io.kedge.note.Postings;

/// `cash.rejectWithdrawal`: the clearing agent gives withdrawn cash back to its holder, with a
/// reason, because the bank cannot pay it out.
public final class RejectWithdrawal implements Contract<CashCommand.RejectWithdrawal> {
  @Override
  public CommandType type() {
    return CommandType.of("cash.rejectWithdrawal");
  }

  @Override
  public CashCommand.RejectWithdrawal decode(Fields body) {
    return new CashCommand.RejectWithdrawal(body.id("lock", LockId::new), body.text("reason"));
  }

  @Override
  public Decision decide(
      Signed<CashCommand.RejectWithdrawal> command, LedgerView view, LedgerTime now) {
    Lock lock = Lock.require(view, command.value().lock(), LockPurpose.WITHDRAWAL);
    CashKinds.requireAgent(view, lock.amount().instrument(), command.party());
    var postings = new Postings(command.id(), view, now);
    postings.end(lock, LockEnd.RELEASED);
    postings.note(lock.owner(), lock.amount(), lock.since());
    postings
        .out()
        .event(new CashEvent.WithdrawalRejected(lock.id(), command.value().reason()).encoded());
    return postings.build();
  }
}
