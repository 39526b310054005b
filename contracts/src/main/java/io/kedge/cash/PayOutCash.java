package io.kedge.cash;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.kernel.Wire;
import io.kedge.note.Lock;
import io.kedge.note.LockEnd;
import io.kedge.note.LockPurpose;
import io.kedge.note.Postings;
import io.kedge.party.Officers;

/// `cash.payOut`: the clearing agent burns withdrawn cash once its bank has paid it out, once for
/// each booking of the bank, by two of its officers.
public final class PayOutCash implements Contract<CashCommand.PayOut> {
  @Override
  public CommandType type() {
    return CommandType.of("cash.payOut");
  }

  @Override
  public CashCommand.PayOut decode(Fields body) {
    return new CashCommand.PayOut(body.id("lock", LockId::new), BankReference.parse(body));
  }

  @Override
  public Decision decide(Signed<CashCommand.PayOut> command, LedgerView view, LedgerTime now) {
    CashCommand.PayOut payment = command.value();
    Lock lock = Lock.require(view, payment.lock(), LockPurpose.WITHDRAWAL);
    CashKinds.requireAgent(view, lock.amount().instrument(), command.party());
    Officers.requireTwo(view, command);
    RefusedException.unless(
        view.get(payment.bank().payoutKey()).isEmpty(),
        CashRefusal.PAYOUT_ALREADY_BOOKED,
        payment.bank());
    var postings = new Postings(command.id(), view, now);
    postings.end(lock, LockEnd.EXECUTED);
    postings.burn(lock.amount());
    postings
        .out()
        .put(
            payment.bank().payoutKey(), new Wire("kedge.payout", 1).text(lock.id().value()).bytes())
        .event(new CashEvent.PaidOut(lock.id(), payment.bank()).encoded());
    return postings.build();
  }
}
