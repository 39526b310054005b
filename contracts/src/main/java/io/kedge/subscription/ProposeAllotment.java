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

/// `allotment.propose`: somebody says where the lines run ([AllotmentProposals] finds them). Anyone
/// may send it; it is verified before it counts. A second proposal of one party takes the place of
/// its first.
public final class ProposeAllotment implements Contract<SubscriptionCommand.Propose> {
  @Override
  public CommandType type() {
    return CommandType.of("allotment.propose");
  }

  @Override
  public SubscriptionCommand.Propose decode(Fields body) {
    return new SubscriptionCommand.Propose(
        body.id("offering", OfferingId::new), body.objects("cuts", Cut::parse));
  }

  @Override
  public Decision decide(
      Signed<SubscriptionCommand.Propose> command, LedgerView view, LedgerTime now) {
    List<Cut> cuts = command.value().cuts();
    Offering offering = Offerings.require(view, command.value().offering());
    AllotmentRules.requireClosed(view, offering, now);
    AllotmentRun run = AllotmentRun.of(view, offering);
    AllotmentRules.requireAllottable(view, offering, run, now);
    RefusedException.unless(run.cuts().isEmpty(), SubscriptionRefusal.ALREADY_VERIFIED);
    requireDrawReady(view, offering, run, now);
    List<Allotment> sharing = run.sharing(offering.terms().subscription());
    RefusedException.unless(
        !sharing.stream().allMatch(Allotment.InFull.class::isInstance),
        SubscriptionRefusal.NO_CUT_NEEDED);
    boolean fit = cuts.size() == sharing.size();
    for (int i = 0; fit && i < cuts.size(); i++) {
      fit = sharing.get(i).takes(cuts.get(i));
    }
    RefusedException.unless(fit, SubscriptionRefusal.CUTS_DIFFER_FROM_RULES, sharing);
    var proposal = Proposal.of(offering.id(), command.party(), cuts);
    return Decision.accept()
        .put(Proposal.key(offering.id(), command.party()), proposal.encoded())
        .event(new SubscriptionEvent.Proposed(offering.id(), command.party(), cuts).encoded())
        .build();
  }

  /// What is drawn waits for both secrets or for their deadline.
  private static void requireDrawReady(
      LedgerView view, Offering offering, AllotmentRun run, LedgerTime now) {
    LedgerTime deadline = offering.schedule().revealDeadline();
    RefusedException.unless(
        run.seed().isPresent()
            || !run.needsDraw(offering.terms().subscription())
            || !Offerings.clock(view, offering, now).isBefore(deadline),
        SubscriptionRefusal.REVEAL_AWAITED,
        "until",
        deadline);
  }
}
