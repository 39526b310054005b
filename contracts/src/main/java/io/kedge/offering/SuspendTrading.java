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

/// `offering.suspend`: the operator suspends trading (A-49, C-31, H-39). While it lasts, buying and
/// selling are refused; the announced times run on.
public final class SuspendTrading implements Contract<OfferingCommand.Suspend> {
  @Override
  public CommandType type() {
    return CommandType.of("offering.suspend");
  }

  @Override
  public OfferingCommand.Suspend decode(Fields body) {
    return new OfferingCommand.Suspend(body.id("offering", OfferingId::new), body.text("reason"));
  }

  @Override
  public Decision decide(Signed<OfferingCommand.Suspend> command, LedgerView view, LedgerTime now) {
    OfferingCommand.Suspend suspend = command.value();
    Offering offering = Decrees.requireOperator(view, command, suspend.offering());
    RefusedException.unless(
        !offering.status().isOff(), OfferingRefusal.OFFERING_DECIDED, offering.status());
    Schedule schedule = offering.schedule();
    RefusedException.unless(
        Offerings.clock(view, offering, now).isBefore(schedule.trading().closes()),
        OfferingRefusal.TRADING_CLOSED,
        schedule.trading().closes());
    RefusedException.unless(!schedule.suspended(), OfferingRefusal.TRADING_SUSPENDED);
    RefusedException.unless(
        offering.decrees().size() < Decree.DECREES_MAX - 1,
        OfferingRefusal.TOO_MANY_DECREES,
        "one is kept for resuming");
    Offering next =
        Decrees.decreed(offering, command, new Decree.Suspended(), now, suspend.reason());
    return Decrees.write(Decision.accept(), next).build();
  }
}
