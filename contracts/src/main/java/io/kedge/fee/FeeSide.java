package io.kedge.fee;

/// What a fee is taken for (I-19). Gifts have no side: they are free (C-30).
public enum FeeSide {
  /// 挂单方: the order that stood first.
  MAKER,
  /// 吃单方: the order that came later and met it.
  TAKER,
  /// 申购: the allotted part of a subscription; 0 by default.
  SUBSCRIPTION
}
