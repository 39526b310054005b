package io.kedge.cash;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Signed;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.Wire;
import io.kedge.note.Lock;
import io.kedge.note.LockDraft;
import io.kedge.note.LockPurpose;
import io.kedge.note.Postings;
import java.util.Optional;

/// `cash.withdraw`: a holder sets cash aside to have it paid out at a bank. Only the clearing agent
/// ends it: by the payment, or by giving it back.
public final class WithdrawCash implements Contract<CashCommand.Withdraw> {
  @Override
  public CommandType type() {
    return CommandType.of("cash.withdraw");
  }

  @Override
  public CashCommand.Withdraw decode(Fields body) {
    return new CashCommand.Withdraw(
        body.id("cash", InstrumentId::new),
        body.ids("inputs", NoteId::new),
        body.positive("units"),
        body.digest("account"));
  }

  @Override
  public long units(CashCommand.Withdraw command) {
    return command.units();
  }

  @Override
  public Decision decide(Signed<CashCommand.Withdraw> command, LedgerView view, LedgerTime now) {
    CashCommand.Withdraw withdraw = command.value();
    Cash cash = CashKinds.require(view, withdraw.cash());
    var postings = new Postings(command.id(), view, now);
    var taken = postings.spend(command.party(), cash.id(), withdraw.inputs());
    Lock lock =
        postings.lock(
            new LockDraft(
                command.party(),
                new Quantity(cash.id(), withdraw.units()),
                LockPurpose.WITHDRAWAL,
                Optional.of(cash.clearingAgent()),
                Optional.empty(),
                LedgerTime.NEVER,
                now,
                taken.since(),
                Optional.empty(),
                terms(withdraw.account())));
    postings.change(command.party(), taken, withdraw.units());
    postings
        .out()
        .event(
            new CashEvent.WithdrawalAsked(
                    lock.id(), lock.owner(), lock.amount(), withdraw.account())
                .encoded());
    return postings.build();
  }

  private static Bytes terms(Digest account) {
    return new Wire("kedge.withdrawal", 1).digest(account).bytes();
  }
}
