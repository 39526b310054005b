package io.kedge.party;

/// Which offerings a party may buy into, by suitability (投资者适当性).
public enum InvestorClass {
  /// 普通投资者.
  RETAIL,
  /// 专业投资者.
  PROFESSIONAL,
  /// 机构投资者.
  INSTITUTIONAL
}
