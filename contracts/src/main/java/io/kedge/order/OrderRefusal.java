package io.kedge.order;

import io.kedge.contract.Refusal;

/// Why a command about an order was refused, in the order of checking.
public enum OrderRefusal implements Refusal {
  /// The field for an order book's sequence number is reserved; leave it out.
  VENUE_SEQUENCE_RESERVED(false),
  /// A fee rate is at most 1,000,000 ppm, the whole.
  MAX_FEE_OVER_WHOLE(false),
  /// The offering is traded in auctions, which need the order book.
  METHOD_NEEDS_ORDER_BOOK(false),
  /// The offering is traded by negotiation: the order names its counterparty.
  COUNTERPARTY_MISSING(false),
  /// The counterparty is the sender, or belongs to the same beneficial owner.
  COUNTERPARTY_IS_OWN_SIDE(false),
  /// An order is settled by the operator of the offering or by the counterparty it names.
  EXECUTOR_NOT_ALLOWED(false),
  /// The limit is not a multiple of the offering's tick.
  PRICE_OFF_TICK(false),
  /// The limit is further from the announced price than the offering's band allows.
  PRICE_OUT_OF_BAND(false),
  /// The units are not a multiple of the offering's lot.
  UNITS_OFF_LOT(false),
  /// The order would have expired already.
  EXPIRY_NOT_AHEAD(false),
  /// The order would outlive trading.
  EXPIRY_AFTER_CLOSE(false),
  /// The fee rate in force is over the maximum the order names.
  FEE_OVER_MAXIMUM(true),
  /// The proceeds of one lot at this limit could not pay the fee and leave something.
  PROCEEDS_CANNOT_PAY_FEE(false),
  /// So many units are not open; whole orders are cancelled.
  REDUCES_TO_NOTHING(true);

  private final boolean mayPassLater;

  OrderRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
