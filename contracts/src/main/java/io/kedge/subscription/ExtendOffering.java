package io.kedge.subscription;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.OfferingId;
import io.kedge.offering.Decree;
import io.kedge.offering.Offering;
import io.kedge.offering.OfferingEvent;
import io.kedge.offering.Offerings;
import io.kedge.offering.Unsold;

/// `offering.extend`: opens subscription once more, as announced, where less was asked for than
/// offered. Anyone may send it, and until it was sent or is too late nothing is allotted. What was
/// counted is counted again after the new close.
public final class ExtendOffering implements Contract<SubscriptionCommand.Extend> {
  @Override
  public CommandType type() {
    return CommandType.of("offering.extend");
  }

  @Override
  public SubscriptionCommand.Extend decode(Fields body) {
    return new SubscriptionCommand.Extend(body.id("offering", OfferingId::new));
  }

  @Override
  public Decision decide(
      Signed<SubscriptionCommand.Extend> command, LedgerView view, LedgerTime now) {
    Offering offering = Offerings.require(view, command.value().offering());
    AllotmentRules.requireClosed(view, offering, now);
    AllotmentRun run = AllotmentRun.of(view, offering);
    RefusedException.unless(run.tally().done(), SubscriptionRefusal.NOT_TALLIED);
    if (!AllotmentRules.extensionIsDue(view, offering, run, now)
        || !(offering.terms().subscription().unsold() instanceof Unsold.Extend(var until))) {
      throw RefusedException.because(SubscriptionRefusal.EXTENSION_NOT_DUE);
    }
    var decree =
        new Decree(
            new Decree.Extended(until), now, command.party(), "less was asked for than offered");
    return Decision.accept()
        .put(Offering.key(offering.id()), offering.with(decree).encoded())
        .delete(AllotmentRun.key(offering.id()))
        .event(new OfferingEvent.Decreed(offering.id(), decree).encoded())
        .build();
  }
}
