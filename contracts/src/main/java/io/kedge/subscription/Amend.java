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
import io.kedge.note.Lock;
import io.kedge.note.LockEnd;
import io.kedge.note.LockPurpose;
import io.kedge.note.Postings;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import io.kedge.party.Parties;
import io.kedge.party.Party;
import io.kedge.party.Role;
import io.kedge.subscription.SubscriptionCommand.Request;

/// `subscription.amend`: changes an application while subscription is open. The new cash is locked
/// and the old released in one step; what was locked counts for what is to be locked. The
/// application takes a new place in the order of applying.
public final class Amend implements Contract<SubscriptionCommand.Amend> {
  @Override
  public CommandType type() {
    return CommandType.of("subscription.amend");
  }

  @Override
  public SubscriptionCommand.Amend decode(Fields body) {
    return new SubscriptionCommand.Amend(
        body.id("offering", OfferingId::new), ApplicationRules.parse(body));
  }

  @Override
  public long units(SubscriptionCommand.Amend command) {
    return command.request().units();
  }

  @Override
  public Decision decide(
      Signed<SubscriptionCommand.Amend> command, LedgerView view, LedgerTime now) {
    Request request = command.value().request();
    Offering offering = Offerings.require(view, command.value().offering());
    Party party = Parties.requireRole(view, command.party(), Role.TRADER);
    ApplicationRules.requireOpen(view, offering, now);
    Application before = requireOwn(view, offering, party);
    int tranche = ApplicationRules.requireAllowed(view, offering, party, request);
    int feePpm = ApplicationRules.feePpm(view, offering, party, request, now);

    var postings = new Postings(command.id(), view, now);
    Lock old = Lock.require(view, before.lock(), LockPurpose.SUBSCRIPTION);
    postings.end(old, LockEnd.RELEASED);
    var available = new Postings.Taken(old.amount(), old.since());
    if (!request.inputs().isEmpty()) {
      var taken = postings.spend(party.id(), offering.terms().cash(), request.inputs());
      available =
          new Postings.Taken(
              old.amount().plus(taken.amount()),
              taken.since().isAfter(old.since()) ? taken.since() : old.since());
    }
    long amount = ApplicationRules.cash(offering, request.units(), feePpm);
    Lock lock = ApplicationRules.lock(postings, command, offering, available, amount);
    var application =
        new Application(
            offering.id(),
            before.beneficialOwner(),
            party.id(),
            tranche,
            request.units(),
            new Place(now, command.id()),
            lock.id(),
            feePpm,
            Application.Status.LIVE,
            0);
    postings.out().put(application.key(), application.encoded());
    postings.out().event(new SubscriptionEvent.Amended(application).encoded());
    return postings.build();
  }

  /// The sender's own application.
  static Application requireOwn(LedgerView view, Offering offering, Party party) {
    Application application =
        Subscriptions.find(view, offering.id(), party.beneficialOwner())
            .orElseThrow(() -> RefusedException.because(SubscriptionRefusal.NOT_APPLIED));
    RefusedException.unless(
        application.party().equals(party.id()),
        SubscriptionRefusal.NOT_THE_APPLICANT,
        application.party());
    return application;
  }
}
