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
import io.kedge.kernel.Texts;
import io.kedge.note.Instrument;
import io.kedge.party.Parties;
import io.kedge.party.Role;
import java.util.Optional;

/// `cash.define`: a clearing agent makes a kind of cash that it will owe.
public final class DefineCash implements Contract<CashCommand.Define> {
  @Override
  public CommandType type() {
    return CommandType.of("cash.define");
  }

  @Override
  public CashCommand.Define decode(Fields body) {
    return new CashCommand.Define(
        body.id("id", InstrumentId::new),
        body.text("currency"),
        body.small("digits"),
        Texts.read(body, "names"));
  }

  @Override
  public Decision decide(Signed<CashCommand.Define> command, LedgerView view, LedgerTime now) {
    CashCommand.Define define = command.value();
    Parties.requireRole(view, command.party(), Role.CLEARING_AGENT);
    RefusedException.unless(
        Instrument.find(view, define.id()).isEmpty(), CashRefusal.CASH_EXISTS, define.id());
    var cash =
        new Cash(define.id(), define.currency(), define.digits(), command.party(), define.names());
    var instrument =
        new Instrument(cash.id(), Instrument.Kind.CASH, cash.currency(), Optional.empty(), 0, 0);
    return Decision.accept()
        .put(Cash.key(cash.id()), cash.encoded())
        .put(Instrument.key(cash.id()), instrument.encoded())
        .event(new CashEvent.Defined(cash).encoded())
        .build();
  }
}
