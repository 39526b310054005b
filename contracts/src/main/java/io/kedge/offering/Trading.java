package io.kedge.offering;

import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.party.InvestorClass;
import io.kedge.party.Parties;

/// Whether units of an offering may change hands between traders (C-25 to C-32).
public final class Trading {
  private Trading() {}

  /// Refuses unless trading is open: every application settled, inside the window, not suspended,
  /// neither issue nor anchor frozen.
  ///
  /// @throws RefusedException [OfferingRefusal#CIRCULATES_OUTSIDE],
  ///     [OfferingRefusal#TRADING_NOT_OPEN], [OfferingRefusal#TRADING_CLOSED],
  ///     [OfferingRefusal#TRADING_SUSPENDED] or frozen
  public static void requireOpen(LedgerView view, Offering offering, LedgerTime now) {
    requireCirculating(view, offering, now);
    RefusedException.unless(
        !offering.schedule().suspended(), OfferingRefusal.TRADING_SUSPENDED, offering.id());
  }

  /// The same without regard to a suspension, which stops buying and selling only (C-31).
  ///
  /// @throws RefusedException [OfferingRefusal#CIRCULATES_OUTSIDE],
  ///     [OfferingRefusal#TRADING_NOT_OPEN], [OfferingRefusal#TRADING_CLOSED] or frozen
  public static void requireCirculating(LedgerView view, Offering offering, LedgerTime now) {
    RefusedException.unless(
        offering.terms().circulation() instanceof Circulation.Internal,
        OfferingRefusal.CIRCULATES_OUTSIDE,
        offering.id());
    Window window = offering.schedule().trading();
    LedgerTime clock = Offerings.clock(view, offering, now);
    RefusedException.unless(
        offering.status() == OfferingStatus.SETTLED && !clock.isBefore(window.opens()),
        OfferingRefusal.TRADING_NOT_OPEN,
        offering.status(),
        "opens at",
        window.opens());
    RefusedException.unless(
        clock.isBefore(window.closes()), OfferingRefusal.TRADING_CLOSED, "since", window.closes());
    Offerings.requireNotFrozen(view, offering);
  }

  /// When trading ends by the time of the ledger, if nothing is frozen from now on: the end on the
  /// offering's clock, later by what that clock has stood still. Promises to trade or give end by
  /// then.
  public static LedgerTime closesAt(LedgerView view, Offering offering, LedgerTime now) {
    long stoodStill = now.millis() - Offerings.clock(view, offering, now).millis();
    return offering.schedule().trading().closes().plusMillis(stoodStill);
  }

  /// Refuses outside the sessions of the offering's calendar. Sessions follow the calendar, not the
  /// offering's clock.
  ///
  /// @throws RefusedException [OfferingRefusal#OUT_OF_SESSION]
  public static void requireSession(Offering offering, LedgerTime now) {
    RefusedException.unless(
        offering.terms().compliance().calendar().inSession(now),
        OfferingRefusal.OUT_OF_SESSION,
        now);
  }

  /// Refuses a party that may not hold units of the offering: of an investor class that is not
  /// admitted or, where the units circulate outside, anybody but the venue (A-09, C-40).
  ///
  /// @throws RefusedException [OfferingRefusal#CIRCULATES_OUTSIDE],
  ///     [OfferingRefusal#INVESTOR_CLASS_NOT_ADMITTED], or not active
  public static void requireInvestor(LedgerView view, Offering offering, PartyId party) {
    if (offering.terms().circulation() instanceof Circulation.External(var venue)) {
      RefusedException.unless(
          party.equals(venue), OfferingRefusal.CIRCULATES_OUTSIDE, "received by", venue);
    }
    InvestorClass found = Parties.requireActive(view, party).investorClass();
    RefusedException.unless(
        offering.terms().compliance().classes().contains(found),
        OfferingRefusal.INVESTOR_CLASS_NOT_ADMITTED,
        party,
        "is",
        found);
  }
}
