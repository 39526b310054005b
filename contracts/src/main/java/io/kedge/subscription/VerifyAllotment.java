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
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import io.kedge.offering.SubscriptionTerms;
import java.util.List;

/// `allotment.verify`: computes the next shares under a proposal, at most [#APPLICATIONS] and about
/// [#TICKETS] tickets. After the last one the proposal is the allotment, if every tranche adds up;
/// otherwise it is thrown out. Anyone may send it.
public final class VerifyAllotment implements Contract<SubscriptionCommand.Verify> {
  /// How many applications one command computes.
  public static final int APPLICATIONS = 400;

  /// After how many lots asked for one command stops, where each may be a ticket.
  public static final long TICKETS = 20_000;

  @Override
  public CommandType type() {
    return CommandType.of("allotment.verify");
  }

  @Override
  public SubscriptionCommand.Verify decode(Fields body) {
    return new SubscriptionCommand.Verify(
        body.id("offering", OfferingId::new), body.id("proposer", PartyId::new));
  }

  @Override
  public Decision decide(
      Signed<SubscriptionCommand.Verify> command, LedgerView view, LedgerTime now) {
    Offering offering = Offerings.require(view, command.value().offering());
    AllotmentRules.requireClosed(view, offering, now);
    AllotmentRun run = AllotmentRun.of(view, offering);
    RefusedException.unless(run.cuts().isEmpty(), SubscriptionRefusal.ALREADY_VERIFIED);
    var key = Proposal.key(offering.id(), command.value().proposer());
    Proposal proposal =
        view.get(key)
            .map(Proposal::decode)
            .orElseThrow(() -> RefusedException.because(SubscriptionRefusal.PROPOSAL_UNKNOWN));
    SubscriptionTerms terms = offering.terms().subscription();
    List<Application> found =
        Subscriptions.page(view, offering.id(), proposal.after(), APPLICATIONS + 1);
    List<Application> page = piece(found, terms);
    List<Allotment> sharing = run.sharing(terms);
    Proposal next = proposal.plus(page, sharing, terms.lot());
    if (page.size() < found.size()) {
      return Decision.accept().put(key, next.encoded()).build();
    }
    boolean proved = next.isProved(sharing);
    var out = Decision.accept().delete(key);
    if (proved) {
      out.put(AllotmentRun.key(offering.id()), run.with(next.cuts()).encoded());
    }
    return out.event(new SubscriptionEvent.Verified(next, proved).encoded()).build();
  }

  private static List<Application> piece(List<Application> found, SubscriptionTerms terms) {
    long lots = 0;
    int size = 0;
    while (size < Math.min(found.size(), APPLICATIONS) && lots < TICKETS) {
      lots += terms.mayDraw() ? found.get(size).units() / terms.lot() : 1;
      size++;
    }
    return found.subList(0, size);
  }
}
