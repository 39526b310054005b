package io.kedge.server.jobs;

/// What the server does by itself at a time.
public enum JobKind {
  /// Subscription opens; nothing is sent, it is told.
  SUBSCRIPTION_OPENING,
  /// Subscription closes; nothing is sent, it is told.
  SUBSCRIPTION_CLOSING,
  /// Applications are counted, allotted and settled or refunded, piece by piece; where announced
  /// subscription is extended first.
  ALLOTMENT,
  /// An application that was set aside is settled once nothing of it is frozen.
  LATE_SETTLEMENT,
  /// Trading opens; nothing is sent, it is told.
  TRADING_OPENING,
  /// Trading closes; nothing is sent, it is told.
  TRADING_CLOSING,
  /// Redemption opens; nothing is sent, it is told.
  REDEMPTION_OPENING,
  /// Holders are warned that redemption closes soon.
  REDEMPTION_WARNING,
  /// Redemption closes; nothing is sent, it is told.
  REDEMPTION_CLOSING,
  /// What is left after the redemption window is redeemed, where the operator has switched it on.
  FORCED_REDEMPTION,
  /// Collateral beyond what units can still expire goes back.
  COLLATERAL_RELEASE,
  /// An order or a gift runs out.
  LOCK_EXPIRY,
  /// A holder is warned that a voucher runs out soon.
  VOUCHER_WARNING,
  /// A voucher runs out.
  VOUCHER_EXPIRY,
  /// A statement's deadline passes; nothing is sent, its maker is told.
  STATEMENT_LAPSE,
  /// The business day is closed and reconciled.
  DAY_CLOSE
}
