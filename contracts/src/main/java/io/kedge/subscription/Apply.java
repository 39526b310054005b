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
import io.kedge.note.Postings;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import io.kedge.party.Parties;
import io.kedge.party.Party;
import io.kedge.party.Role;

/// `subscription.apply`: a trader applies for units and locks the cash for them (C-21, H-49).
public final class Apply implements Contract<SubscriptionCommand.Apply> {
  /// How many applications an offering may have (format.md "Lottery seed").
  static final long APPLICATIONS_MAX = 1_000_000;

  @Override
  public CommandType type() {
    return CommandType.of("subscription.apply");
  }

  @Override
  public SubscriptionCommand.Apply decode(Fields body) {
    return new SubscriptionCommand.Apply(
        body.id("offering", OfferingId::new), ApplicationRules.parse(body));
  }

  @Override
  public long units(SubscriptionCommand.Apply command) {
    return command.request().units();
  }

  @Override
  public Decision decide(
      Signed<SubscriptionCommand.Apply> command, LedgerView view, LedgerTime now) {
    var request = command.value().request();
    Offering offering = Offerings.require(view, command.value().offering());
    Party party = Parties.requireRole(view, command.party(), Role.TRADER);
    ApplicationRules.requireOpen(view, offering, now);
    int tranche = ApplicationRules.requireAllowed(view, offering, party, request);
    RefusedException.unless(
        Subscriptions.find(view, offering.id(), party.beneficialOwner()).isEmpty(),
        SubscriptionRefusal.ALREADY_APPLIED,
        party.beneficialOwner());
    requireRoom(view, offering);
    int feePpm = ApplicationRules.feePpm(view, offering, party, request, now);

    var postings = new Postings(command.id(), view, now);
    var taken = postings.spend(party.id(), offering.terms().cash(), request.inputs());
    long amount = ApplicationRules.cash(offering, request.units(), feePpm);
    Lock lock = ApplicationRules.lock(postings, command, offering, taken, amount);
    var application =
        new Application(
            offering.id(),
            party.beneficialOwner(),
            party.id(),
            tranche,
            request.units(),
            new Place(now, command.id()),
            lock.id(),
            feePpm,
            Application.Status.LIVE,
            0);
    postings.out().put(application.key(), application.encoded());
    postings.out().event(new SubscriptionEvent.Applied(application).encoded());
    Subscriptions.total(offering).add(view, command.id(), 1).ifPresent(postings.out()::add);
    return postings.build();
  }

  /// Every applicant may get units, so there are no more applications than there may be holders:
  /// otherwise a settlement could not be carried out.
  private static void requireRoom(LedgerView view, Offering offering) {
    long live = Subscriptions.live(view, offering);
    RefusedException.unless(
        live < APPLICATIONS_MAX, SubscriptionRefusal.TOO_MANY_APPLICATIONS, live);
    int holdersMax = offering.terms().compliance().holdersMax();
    RefusedException.unless(
        holdersMax == 0 || live < holdersMax, SubscriptionRefusal.HOLDERS_OVER_MAX, holdersMax);
  }
}
