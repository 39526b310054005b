package io.kedge.subscription;

import io.kedge.contract.Refusal;

/// Why a command about applications or their allotment was refused, in the order of checking.
public enum SubscriptionRefusal implements Refusal {
  /// Subscription has not opened (C-21).
  SUBSCRIPTION_NOT_OPEN(true),
  /// Subscription is over, or the offering is off.
  SUBSCRIPTION_CLOSED(false),
  /// The beneficial owner has no application in this offering.
  NOT_APPLIED(true),
  /// Another member of the beneficial owner's group made the application.
  NOT_THE_APPLICANT(false),
  /// The offering has no tranche of that name.
  TRANCHE_UNKNOWN(false),
  /// The tranche does not admit this party.
  NOT_ELIGIBLE(false),
  /// The units are not a multiple of the lot.
  NOT_IN_LOTS(false),
  /// Fewer units than one application must ask for.
  UNDER_MINIMUM(false),
  /// More units than one beneficial owner may ask for.
  OVER_CAP(false),
  /// The beneficial owner has an application already; it can be amended.
  ALREADY_APPLIED(false),
  /// The offering has 1,000,000 applications.
  TOO_MANY_APPLICATIONS(true),
  /// As many beneficial owners applied as may hold units.
  HOLDERS_OVER_MAX(true),
  /// The schedule's subscription rate is over the highest the sender agrees to.
  FEE_OVER_MAX(true),
  /// The allotment is settled or being settled, or the offering is off.
  ALLOTMENT_DECIDED(false),
  /// Subscription has not closed.
  SUBSCRIPTION_STILL_OPEN(true),
  /// All applications are counted.
  ALREADY_TALLIED(false),
  /// Not all applications are counted.
  NOT_TALLIED(true),
  /// The offering is not extended: it is not announced, was used, demand suffices or it is too
  /// late.
  EXTENSION_NOT_DUE(false),
  /// Less is asked for than offered, and the announced extension comes first.
  EXTENSION_DUE(true),
  /// Less is asked for than the soft cap: everything is refunded.
  OFFERING_FAILS(false),
  /// No draw was announced, or the sender did not commit to it.
  NOT_A_REVEALER(false),
  /// The sender's secret is revealed.
  ALREADY_REVEALED(false),
  /// The deadline for secrets has passed: what was to be drawn is shared in proportion.
  REVEAL_TOO_LATE(false),
  /// The secret is not the one that was committed to.
  SECRET_DIFFERS(false),
  /// The lines of this allotment are verified.
  ALREADY_VERIFIED(false),
  /// A secret is awaited until its deadline.
  REVEAL_AWAITED(true),
  /// Everyone gets everything; there are no lines to propose.
  NO_CUT_NEEDED(false),
  /// There must be one line per tranche, of the kind its rule needs.
  CUTS_DIFFER_FROM_RULES(false),
  /// The party has made no proposal.
  PROPOSAL_UNKNOWN(true),
  /// The lines of this allotment are not verified.
  NOT_VERIFIED(true),
  /// Every application is settled or refunded.
  ALL_SETTLED(false),
  /// The application was not set aside.
  NOT_SET_ASIDE(false);

  private final boolean mayPassLater;

  SubscriptionRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
