package io.kedge.offering;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.OfferingId;

/// `offering.resume`: the operator ends a suspension of trading (H-40).
public final class ResumeTrading implements Contract<OfferingCommand.Resume> {
  @Override
  public CommandType type() {
    return CommandType.of("offering.resume");
  }

  @Override
  public OfferingCommand.Resume decode(Fields body) {
    return new OfferingCommand.Resume(body.id("offering", OfferingId::new), body.text("reason"));
  }

  @Override
  public Decision decide(Signed<OfferingCommand.Resume> command, LedgerView view, LedgerTime now) {
    OfferingCommand.Resume resume = command.value();
    Offering offering = Decrees.requireOperator(view, command, resume.offering());
    RefusedException.unless(offering.schedule().suspended(), OfferingRefusal.TRADING_NOT_SUSPENDED);
    Offering next = Decrees.decreed(offering, command, new Decree.Resumed(), now, resume.reason());
    return Decrees.write(Decision.accept(), next).build();
  }
}
