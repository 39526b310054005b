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

/// `offering.open`: the operator opens a stage before its announced time (C-22, C-26, C-41, I-10).
/// Without it stages open by themselves.
public final class OpenStage implements Contract<OfferingCommand.Open> {
  @Override
  public CommandType type() {
    return CommandType.of("offering.open");
  }

  @Override
  public OfferingCommand.Open decode(Fields body) {
    return new OfferingCommand.Open(
        body.id("offering", OfferingId::new), body.name("stage", Stage.class), body.text("reason"));
  }

  @Override
  public Decision decide(Signed<OfferingCommand.Open> command, LedgerView view, LedgerTime now) {
    OfferingCommand.Open open = command.value();
    Offering offering = Decrees.requireOperator(view, command, open.offering());
    Decrees.requireNotOpened(view, offering, open.stage(), now);
    LedgerTime clock = Offerings.clock(view, offering, now);
    var kind = new Decree.OpenedEarly(open.stage(), clock);
    Offering next = Decrees.decreed(offering, command, kind, now, open.reason());
    RefusedException.unless(
        next.schedule().inOrder(), OfferingRefusal.TIMES_OUT_OF_ORDER, next.schedule());
    return Decrees.write(Decision.accept(), next).build();
  }
}
