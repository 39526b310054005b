package io.kedge.catalogue;

/// The three families of assets (B-21).
public enum Family {
  /// 动产: goods that can be handed over.
  GOODS,
  /// 债权票据: claims and bills.
  CLAIM,
  /// 无形资产: intangibles.
  INTANGIBLE
}
