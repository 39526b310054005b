package io.kedge.server.inbox;

/// What can wait for somebody.
public enum TaskKind {
  /// A party that registered waits for its verification by the operator.
  VERIFY_PARTY,
  /// A statement waits for a signature.
  ATTEST,
  /// A gift waits to be accepted or declined.
  ACCEPT_GIFT,
  /// A secret of a draw is to be revealed after subscription closed.
  REVEAL_SECRET,
  /// Units are to be redeemed before the redemption window closes.
  REDEEM,
  /// Goods are to be picked up before the voucher runs out.
  PICK_UP,
  /// Goods of a voucher are to be handed over when its holder comes.
  DELIVER,
  /// A right of a voucher is to be honoured when its holder asks.
  HONOUR,
  /// A withdrawal is to be paid out at the bank or rejected.
  PAY_OUT,
  /// A command waits for the signature of a second employee.
  APPROVE
}
