package io.kedge.offering;

/// The three stages that an announcement gives opening times for.
public enum Stage {
  /// 申购.
  SUBSCRIPTION,
  /// 交易.
  TRADING,
  /// 承兑.
  REDEMPTION
}
