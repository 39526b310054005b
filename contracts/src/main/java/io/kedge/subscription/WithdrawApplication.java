package io.kedge.subscription;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
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

/// `subscription.withdraw`: takes an application back while subscription is open; its cash is
/// released in full (H-51).
public final class WithdrawApplication implements Contract<SubscriptionCommand.Withdraw> {
  @Override
  public CommandType type() {
    return CommandType.of("subscription.withdraw");
  }

  @Override
  public SubscriptionCommand.Withdraw decode(Fields body) {
    return new SubscriptionCommand.Withdraw(body.id("offering", OfferingId::new));
  }

  @Override
  public Decision decide(
      Signed<SubscriptionCommand.Withdraw> command, LedgerView view, LedgerTime now) {
    Offering offering = Offerings.require(view, command.value().offering());
    Party party = Parties.requireActive(view, command.party());
    ApplicationRules.requireOpen(view, offering, now);
    Application application = Amend.requireOwn(view, offering, party);
    var postings = new Postings(command.id(), view, now);
    Lock lock = Lock.require(view, application.lock(), LockPurpose.SUBSCRIPTION);
    postings.end(lock, LockEnd.RELEASED);
    postings.note(lock.owner(), lock.amount(), lock.since());
    postings.out().delete(application.key());
    postings.out().event(new SubscriptionEvent.Withdrawn(application).encoded());
    Subscriptions.total(offering).add(view, command.id(), -1).ifPresent(postings.out()::add);
    return postings.build();
  }
}
