package io.kedge.subscription;

import io.kedge.contract.LedgerView;
import io.kedge.fee.Fees;
import io.kedge.freeze.FreezeSubject;
import io.kedge.freeze.Freezes;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.Quantity;
import io.kedge.note.Lock;
import io.kedge.note.LockEnd;
import io.kedge.note.LockPurpose;
import io.kedge.note.Postings;
import io.kedge.offering.Offering;
import io.kedge.subscription.Application.Status;

/// Moves the value of some applications in one command: each lock pays the issuer and the operator
/// and gives the rest back, and the units are minted to whoever applied. The issuer and the
/// operator get one note each.
final class Settling {
  private final Postings postings;
  private final LedgerView view;
  private final Offering offering;
  private long allotted;
  private long minted;
  private long paid;
  private long fees;
  private long refunded;
  private long setAside;
  private long moved;

  Settling(Postings postings, LedgerView view, Offering offering) {
    this.postings = postings;
    this.view = view;
    this.offering = offering;
  }

  /// Settles an application, or sets it aside where it may not move.
  ///
  /// @param units what it gets; 0 to refund it in full
  void settle(Application application, long units) {
    allotted = Math.addExact(allotted, units);
    if (isFrozen(application)) {
      setAside++;
      Application aside = application.decided(Status.SET_ASIDE, units);
      postings.out().put(aside.key(), aside.encoded());
      postings.out().event(new SubscriptionEvent.SetAside(aside).encoded());
    } else {
      move(application, units);
    }
  }

  /// Settles an application that was set aside.
  void settleLate(Application application) {
    setAside--;
    move(application, application.allotted());
  }

  private boolean isFrozen(Application application) {
    return Freezes.history(view, FreezeSubject.of(application.party())).frozen()
        || Freezes.history(view, FreezeSubject.of(new NoteId(application.lock().value()))).frozen();
  }

  private void move(Application application, long units) {
    Lock lock = Lock.require(view, application.lock(), LockPurpose.SUBSCRIPTION);
    postings.end(lock, units > 0 ? LockEnd.EXECUTED : LockEnd.RELEASED);
    long value = offering.terms().value(units);
    long fee = Fees.ceil(application.feePpm(), value);
    long rest = Math.subtractExact(Math.subtractExact(lock.amount().units(), value), fee);
    postings.note(application.party(), new Quantity(offering.issue(), units), postings.now());
    postings.note(application.party(), new Quantity(offering.terms().cash(), rest), lock.since());
    paid = Math.addExact(paid, value);
    fees = Math.addExact(fees, fee);
    refunded = Math.addExact(refunded, rest);
    minted = Math.addExact(minted, units);
    moved++;
    Application settled = application.decided(Status.SETTLED, units);
    postings.out().put(settled.key(), settled.encoded());
    postings.out().event(new SubscriptionEvent.Settled(settled, value, fee, rest).encoded());
  }

  /// Pays the issuer and the operator and mints the units.
  ///
  /// @return the progress after it
  Progress conclude(io.kedge.contract.Signed<?> command, Progress before) {
    var cash = offering.terms().cash();
    postings.mint(new Quantity(offering.issue(), minted));
    postings.note(offering.issuer(), new Quantity(cash, paid), postings.now());
    postings.note(offering.terms().operator(), new Quantity(cash, fees), postings.now());
    Subscriptions.total(offering).add(view, command.id(), -moved).ifPresent(postings.out()::add);
    return new Progress(
        before.after(),
        before.done(),
        Math.addExact(before.allotted(), allotted),
        Math.addExact(before.paid(), paid),
        Math.addExact(before.fees(), fees),
        Math.addExact(before.refunded(), refunded),
        before.setAside() + setAside);
  }

  /// Refuses an application that is still frozen.
  ///
  /// @throws RefusedException [io.kedge.freeze.FreezeRefusal#FROZEN]
  void requireNotFrozen(Application application) {
    Freezes.requireNone(
        view,
        FreezeSubject.of(application.party()),
        FreezeSubject.of(new NoteId(application.lock().value())));
  }
}
