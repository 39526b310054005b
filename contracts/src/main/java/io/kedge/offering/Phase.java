package io.kedge.offering;

/// Where an offering is in its life, computed from terms, decrees, status and ledger time.
public enum Phase {
  /// 已公告: subscription has not opened.
  ANNOUNCED,
  /// 申购中.
  SUBSCRIPTION_OPEN,
  /// 申购截止: allotment and settlement are due.
  SUBSCRIPTION_CLOSED,
  /// 待开放交易: settled, trading has not opened.
  SETTLED,
  /// 交易中.
  TRADING_OPEN,
  /// 暂停交易.
  TRADING_SUSPENDED,
  /// 交易截止: neither trading nor redemption is open.
  TRADING_CLOSED,
  /// 承兑中; trading may run beside it where announced.
  REDEMPTION_OPEN,
  /// 承兑截止.
  REDEMPTION_CLOSED,
  /// 发售失败.
  FAILED,
  /// 已取消.
  CANCELLED,
  /// 已撤回.
  WITHDRAWN
}
