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

/// `offering.postpone`: the operator lets a stage open later than announced; it lasts as long as
/// announced. Later stages are postponed first where they would stand in the way.
public final class PostponeStage implements Contract<OfferingCommand.Postpone> {
  @Override
  public CommandType type() {
    return CommandType.of("offering.postpone");
  }

  @Override
  public OfferingCommand.Postpone decode(Fields body) {
    return new OfferingCommand.Postpone(
        body.id("offering", OfferingId::new),
        body.name("stage", Stage.class),
        body.time("to"),
        body.text("reason"));
  }

  @Override
  public Decision decide(
      Signed<OfferingCommand.Postpone> command, LedgerView view, LedgerTime now) {
    OfferingCommand.Postpone postpone = command.value();
    Offering offering = Decrees.requireOperator(view, command, postpone.offering());
    Decrees.requireNotOpened(view, offering, postpone.stage(), now);
    RefusedException.unless(
        postpone.to().isAfter(offering.schedule().window(postpone.stage()).opens()),
        OfferingRefusal.NOT_LATER,
        postpone.to());
    var kind = new Decree.Postponed(postpone.stage(), postpone.to());
    Offering next = Decrees.decreed(offering, command, kind, now, postpone.reason());
    RefusedException.unless(
        next.schedule().inOrder(), OfferingRefusal.TIMES_OUT_OF_ORDER, next.schedule());
    return Decrees.write(Decision.accept(), next).build();
  }
}
