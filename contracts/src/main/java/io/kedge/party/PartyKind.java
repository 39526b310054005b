package io.kedge.party;

/// What kind of participant a party is.
public enum PartyKind {
  /// 企业 or another organisation.
  ENTERPRISE,
  /// 政府.
  GOVERNMENT,
  /// 家庭.
  HOUSEHOLD,
  /// 个人.
  INDIVIDUAL
}
