package io.kedge.projection.trading;

/// Why units came to a party or left it.
public enum MovementReason {
  /// Cash minted against a deposit at a bank.
  DEPOSIT,
  /// A mistaken deposit taken back.
  DEPOSIT_CORRECTION,
  /// Cash paid out by a bank.
  WITHDRAWAL,
  /// Cash handed to somebody.
  TRANSFER,
  /// Moved by order of a court or regulator.
  FORCED_TRANSFER,
  /// Units allotted in an offering.
  ALLOTMENT,
  /// Cash paid for an allotment.
  SUBSCRIPTION,
  /// Bought or sold: units one way, their price the other.
  TRADE,
  /// A fee, for the payer negative and for the operator positive.
  FEE,
  /// Units given as a present.
  GIFT,
  /// Units burned into a delivery voucher.
  REDEMPTION,
  /// Cash paid for a voucher that expired.
  EXPIRY_PAYMENT
}
