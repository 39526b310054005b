package io.kedge.offering;

import io.kedge.contract.Refusal;

/// Why a command about an offering was refused, in the order of checking.
public enum OfferingRefusal implements Refusal {
  /// There is no such offering, or the issue has none in force.
  OFFERING_UNKNOWN(true),
  /// Only the issuer of the issue announces and withdraws (C-08).
  NOT_THE_ISSUER(false),
  /// Only the operator named in the terms does this.
  NOT_THE_OPERATOR(false),
  /// The offering failed, was cancelled or withdrawn, or its allotment is being settled.
  OFFERING_DECIDED(false),
  /// Subscription has opened; only the operator can cancel now.
  SUBSCRIPTION_OPENED(false),
  /// The stage is open already, or was.
  STAGE_OPENED(false),
  /// The new opening is not later than the one in force and than now.
  NOT_LATER(false),
  /// Too many decrees were made about the offering.
  TOO_MANY_DECREES(false),
  /// The issue is not confirmed by everyone who must (C-06, C-07).
  ISSUE_NOT_CONFIRMED(true),
  /// The issue already has an offering in force, or one whose refunds are not done.
  OFFERING_IN_FORCE(true),
  /// The announced anchor is not the issue's.
  ANCHOR_DIFFERS(false),
  /// The announced exchange rule is not the issue's ratio.
  RATIO_DIFFERS(false),
  /// More is offered than the issue has units.
  QUANTITY_OVER_ISSUE(false),
  /// The named cash is not a kind of cash.
  CASH_UNKNOWN(true),
  /// The fee schedule was announced by another operator than the one in the terms.
  FEE_SCHEDULE_OF_ANOTHER_OPERATOR(false),
  /// Outside circulation was not confirmed by that venue (C-07, C-19).
  VENUE_NOT_CONFIRMED(false),
  /// Subscription would open in the past.
  OPENS_IN_THE_PAST(false),
  /// The stages do not follow each other, or close before they open.
  TIMES_OUT_OF_ORDER(false),
  /// The announced extension does not end between the close of subscription and trading.
  EXTENSION_OUT_OF_ORDER(false),
  /// The deadline of the draw is not between the close of subscription and trading.
  REVEAL_OUT_OF_ORDER(false),
  /// Quantity, minimum, cap or a tranche is not a multiple of the lot.
  NOT_IN_LOTS(false),
  /// The minimum is over the cap, or the cap over the quantity.
  MINIMUM_OVER_CAP(false),
  /// The soft cap is over the quantity.
  SOFT_CAP_OVER_QUANTITY(false),
  /// The tranches do not add up to the quantity.
  TRANCHES_DO_NOT_ADD_UP(false),
  /// A rule may need a draw and none is announced, or the other way round.
  DRAW_DIFFERS_FROM_RULES(false),
  /// Where tickets are drawn, nobody may have more than 1,000 lots.
  TOO_MANY_TICKETS(false),
  /// The price is not a multiple of the tick.
  PRICE_OFF_TICK(false),
  /// The regulator committed for another issue, or is the issuer.
  COMMITMENT_NOT_VALID(false),
  /// A commitment was used before, or both are the same.
  COMMITMENT_USED(false),
  /// Expiry in cash needs cash of the issuer: price times quantity.
  COLLATERAL_MISSING(true),
  /// Cash was named as collateral, but expired vouchers are forfeit.
  COLLATERAL_NOT_NEEDED(false),
  /// No collateral is held beyond what the units need, or the offering has not ended.
  NOTHING_TO_RELEASE(true),
  /// The units circulate outside: here the venue alone receives them, and nobody trades them.
  CIRCULATES_OUTSIDE(false),
  /// Trading has not opened: the time has not come, or applications are not all settled.
  TRADING_NOT_OPEN(true),
  /// Trading is over.
  TRADING_CLOSED(false),
  /// Trading is suspended.
  TRADING_SUSPENDED(true),
  /// Trading is not suspended.
  TRADING_NOT_SUSPENDED(true),
  /// The market is closed at this hour or on this day.
  OUT_OF_SESSION(true),
  /// The party's investor class may not hold units of this offering.
  INVESTOR_CLASS_NOT_ADMITTED(true),
  /// Redemption has not opened.
  REDEMPTION_NOT_OPEN(true),
  /// Redemption is over.
  REDEMPTION_CLOSED(false);

  private final boolean mayPassLater;

  OfferingRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
