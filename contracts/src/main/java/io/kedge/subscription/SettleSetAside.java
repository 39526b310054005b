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
import io.kedge.kernel.PartyId;
import io.kedge.note.Postings;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;

/// `allotment.settleLate`: settles an application that was set aside, as it was decided, once
/// nothing of it is frozen. Anyone may send it.
public final class SettleSetAside implements Contract<SubscriptionCommand.SettleLate> {
  @Override
  public CommandType type() {
    return CommandType.of("allotment.settleLate");
  }

  @Override
  public SubscriptionCommand.SettleLate decode(Fields body) {
    return new SubscriptionCommand.SettleLate(
        body.id("offering", OfferingId::new), body.id("beneficialOwner", PartyId::new));
  }

  @Override
  public Decision decide(
      Signed<SubscriptionCommand.SettleLate> command, LedgerView view, LedgerTime now) {
    Offering offering = Offerings.require(view, command.value().offering());
    Application application =
        Subscriptions.find(view, offering.id(), command.value().beneficialOwner())
            .orElseThrow(() -> RefusedException.because(SubscriptionRefusal.NOT_APPLIED));
    RefusedException.unless(
        application.status() == Application.Status.SET_ASIDE,
        SubscriptionRefusal.NOT_SET_ASIDE,
        application.status());
    Offerings.requireNotFrozen(view, offering);
    AllotmentRun run = AllotmentRun.of(view, offering);
    var postings = new Postings(command.id(), view, now);
    var settling = new Settling(postings, view, offering);
    settling.requireNotFrozen(application);
    settling.settleLate(application);
    Progress next = settling.conclude(command, run.progress());
    postings.out().put(AllotmentRun.key(offering.id()), run.with(next).encoded());
    return postings.build();
  }
}
