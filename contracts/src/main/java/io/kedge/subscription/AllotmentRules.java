package io.kedge.subscription;

import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.kernel.LedgerTime;
import io.kedge.offering.Offering;
import io.kedge.offering.OfferingStatus;
import io.kedge.offering.Offerings;
import io.kedge.offering.Schedule;
import io.kedge.offering.Unsold;

/// What the steps of an allotment have in common: which step is due.
final class AllotmentRules {
  private AllotmentRules() {}

  /// Refuses unless subscription is closed and nothing is decided yet.
  static void requireClosed(LedgerView view, Offering offering, LedgerTime now) {
    RefusedException.unless(
        offering.status() == OfferingStatus.ANNOUNCED,
        SubscriptionRefusal.ALLOTMENT_DECIDED,
        offering.status());
    LedgerTime closes = offering.schedule().subscription().closes();
    RefusedException.unless(
        !Offerings.clock(view, offering, now).isBefore(closes),
        SubscriptionRefusal.SUBSCRIPTION_STILL_OPEN,
        "until",
        closes);
  }

  /// Refuses unless all applications are counted and no extension comes first.
  static void requireFinal(LedgerView view, Offering offering, AllotmentRun run, LedgerTime now) {
    RefusedException.unless(run.tally().done(), SubscriptionRefusal.NOT_TALLIED);
    RefusedException.unless(
        !extensionIsDue(view, offering, run, now), SubscriptionRefusal.EXTENSION_DUE);
  }

  /// The same, and refuses where the offering fails.
  static void requireAllottable(
      LedgerView view, Offering offering, AllotmentRun run, LedgerTime now) {
    requireFinal(view, offering, run, now);
    RefusedException.unless(
        !run.fails(offering.terms().subscription()),
        SubscriptionRefusal.OFFERING_FAILS,
        run.tally().demand(),
        "lots");
  }

  /// True where the announced extension is to be used: once, in time, and where less is asked for
  /// than offered.
  static boolean extensionIsDue(
      LedgerView view, Offering offering, AllotmentRun run, LedgerTime now) {
    Schedule schedule = offering.schedule();
    var terms = offering.terms();
    return terms.subscription().unsold() instanceof Unsold.Extend(var until)
        && !schedule.extended()
        && until.isAfter(schedule.subscription().closes())
        && !until.isAfter(schedule.trading().opens())
        && Offerings.clock(view, offering, now).isBefore(until)
        && Math.multiplyExact(run.tally().demand(), terms.subscription().lot()) < terms.quantity();
  }
}
