package io.kedge.offering;

import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.kernel.LedgerTime;

/// Whether units of an offering may be redeemed into vouchers (C-41, C-42).
public final class Redeeming {
  private Redeeming() {}

  /// Refuses unless redemption is open: every application settled, inside the window, neither issue
  /// nor anchor frozen.
  ///
  /// @throws RefusedException [OfferingRefusal#REDEMPTION_NOT_OPEN],
  ///     [OfferingRefusal#REDEMPTION_CLOSED] or frozen
  public static void requireOpen(LedgerView view, Offering offering, LedgerTime now) {
    Window window = offering.schedule().redemption();
    LedgerTime clock = Offerings.clock(view, offering, now);
    RefusedException.unless(
        offering.status() == OfferingStatus.SETTLED && !clock.isBefore(window.opens()),
        OfferingRefusal.REDEMPTION_NOT_OPEN,
        offering.status(),
        "opens at",
        window.opens());
    RefusedException.unless(
        !isOver(view, offering, now), OfferingRefusal.REDEMPTION_CLOSED, "since", window.closes());
    Offerings.requireNotFrozen(view, offering);
  }

  /// True where the redemption window is over on the offering's clock: what is left may be redeemed
  /// by force (I-12).
  public static boolean isOver(LedgerView view, Offering offering, LedgerTime now) {
    return !Offerings.clock(view, offering, now)
        .isBefore(offering.schedule().redemption().closes());
  }
}
