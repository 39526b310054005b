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

/// `offering.cancel`: the operator cancels an offering before its allotment is settled. Everybody's
/// cash is refunded in full by the pieces that would have settled it.
public final class CancelOffering implements Contract<OfferingCommand.Cancel> {
  @Override
  public CommandType type() {
    return CommandType.of("offering.cancel");
  }

  @Override
  public OfferingCommand.Cancel decode(Fields body) {
    return new OfferingCommand.Cancel(body.id("offering", OfferingId::new), body.text("reason"));
  }

  @Override
  public Decision decide(Signed<OfferingCommand.Cancel> command, LedgerView view, LedgerTime now) {
    OfferingCommand.Cancel cancel = command.value();
    Offering offering = Decrees.requireOperator(view, command, cancel.offering());
    RefusedException.unless(
        offering.status() == OfferingStatus.ANNOUNCED,
        OfferingRefusal.OFFERING_DECIDED,
        offering.status());
    Offering next =
        Decrees.decreed(offering, command, new Decree.Cancelled(), now, cancel.reason())
            .with(OfferingStatus.CANCELLED);
    return Decrees.write(Decision.accept(), next).build();
  }
}
