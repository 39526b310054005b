package io.kedge.gift;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.note.Lock;
import io.kedge.note.LockEnd;
import io.kedge.note.LockPurpose;
import io.kedge.note.Locks;
import io.kedge.note.Postings;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import io.kedge.offering.Trading;
import io.kedge.party.Parties;
import io.kedge.party.Role;
import java.util.Optional;

/// `gift.accept`: the receiver takes a gift (H-56). What held for the offer holds again now.
public final class AcceptGift implements Contract<GiftCommand.Accept> {
  @Override
  public CommandType type() {
    return CommandType.of("gift.accept");
  }

  @Override
  public GiftCommand.Accept decode(Fields body) {
    return new GiftCommand.Accept(body.id("lock", LockId::new));
  }

  @Override
  public Decision decide(Signed<GiftCommand.Accept> command, LedgerView view, LedgerTime now) {
    Lock lock = Lock.require(view, command.value().lock(), LockPurpose.GIFT);
    Locks.requireExecutor(lock, command.party());
    Locks.requireRunning(view, lock, now);
    Parties.requireRole(view, command.party(), Role.TRADER);
    Offering offering = Offerings.requireOfIssue(view, lock.amount().instrument());
    Trading.requireCirculating(view, offering, now);
    Trading.requireInvestor(view, offering, command.party());
    var postings = new Postings(command.id(), view, now);
    postings.end(lock, LockEnd.EXECUTED);
    postings.note(command.party(), lock.amount(), now);
    postings
        .out()
        .event(
            new GiftEvent.Given(
                    Optional.of(lock.id()),
                    lock.owner(),
                    command.party(),
                    lock.amount(),
                    GiftTerms.decode(lock.terms()).message())
                .encoded());
    return postings.build();
  }
}
