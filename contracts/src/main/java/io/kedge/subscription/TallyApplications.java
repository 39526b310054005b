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
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import java.util.List;

/// `allotment.tally`: counts the next applications after the close of subscription, at most
/// [#APPLICATIONS]. Anyone may send it.
public final class TallyApplications implements Contract<SubscriptionCommand.Tally> {
  /// How many applications one command counts.
  public static final int APPLICATIONS = 400;

  @Override
  public CommandType type() {
    return CommandType.of("allotment.tally");
  }

  @Override
  public SubscriptionCommand.Tally decode(Fields body) {
    return new SubscriptionCommand.Tally(body.id("offering", OfferingId::new));
  }

  @Override
  public Decision decide(
      Signed<SubscriptionCommand.Tally> command, LedgerView view, LedgerTime now) {
    Offering offering = Offerings.require(view, command.value().offering());
    AllotmentRules.requireClosed(view, offering, now);
    AllotmentRun run = AllotmentRun.of(view, offering);
    RefusedException.unless(!run.tally().done(), SubscriptionRefusal.ALREADY_TALLIED);
    List<Application> found =
        Subscriptions.page(view, offering.id(), run.tally().after(), APPLICATIONS + 1);
    boolean last = found.size() <= APPLICATIONS;
    List<Application> page = last ? found : found.subList(0, APPLICATIONS);
    AllotmentRun next =
        run.with(run.tally().plus(page, last, offering.terms().subscription().lot()));
    return Decision.accept()
        .put(AllotmentRun.key(offering.id()), next.encoded())
        .event(new SubscriptionEvent.Tallied(offering.id(), next.tally()).encoded())
        .build();
  }
}
