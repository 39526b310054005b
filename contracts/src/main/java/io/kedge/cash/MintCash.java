package io.kedge.cash;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.note.Postings;
import io.kedge.note.StripedTotal;
import io.kedge.party.Officers;
import io.kedge.party.Parties;

/// `cash.mint`: the clearing agent turns a deposit at a bank into cash, once for each booking of
/// the
/// bank, by two of its officers (format.md "Money").
public final class MintCash implements Contract<CashCommand.Mint> {
  @Override
  public CommandType type() {
    return CommandType.of("cash.mint");
  }

  @Override
  public CashCommand.Mint decode(Fields body) {
    return new CashCommand.Mint(
        body.id("cash", InstrumentId::new),
        body.id("to", PartyId::new),
        body.positive("units"),
        BankReference.parse(body));
  }

  @Override
  public long units(CashCommand.Mint command) {
    return command.units();
  }

  @Override
  public Decision decide(Signed<CashCommand.Mint> command, LedgerView view, LedgerTime now) {
    CashCommand.Mint mint = command.value();
    Cash cash = CashKinds.requireAgent(view, mint.cash(), command.party());
    Officers.requireTwo(view, command);
    Parties.requireActive(view, mint.to());
    RefusedException.unless(
        Deposit.find(view, mint.bank()).map(Deposit::isVoid).orElse(true),
        CashRefusal.DEPOSIT_ALREADY_BOOKED,
        mint.bank());
    requireCountable(view, mint);
    var amount = new Quantity(cash.id(), mint.units());
    var deposit = new Deposit(mint.bank(), amount, mint.to(), 0);
    var postings = new Postings(command.id(), view, now);
    postings.mint(amount);
    postings.note(mint.to(), amount, now);
    postings.out().put(mint.bank().depositKey(), deposit.encoded());
    postings.out().event(new CashEvent.Deposited(deposit).encoded());
    return postings.build();
  }

  /// All cash of a kind together fits 64 bits, so that no sum of notes can overflow.
  ///
  /// @throws ArithmeticException where it would not
  private static void requireCountable(LedgerView view, CashCommand.Mint mint) {
    long supply = new StripedTotal(mint.cash(), StripedTotal.Name.SUPPLY).sum(view);
    Math.addExact(supply, mint.units());
  }
}
