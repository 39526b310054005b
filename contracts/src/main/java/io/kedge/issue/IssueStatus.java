package io.kedge.issue;

/// Where an issue is in its life (H-33 to H-35, H-43). That its confirmation lapsed is computed
/// from
/// its statement. What happens in between — offered, traded,
/// redeemed — is told by its offering.
public enum IssueStatus {
  /// 待确权: filed, confirmations are awaited.
  PROPOSED,
  /// 已确权: everyone confirmed; it may be offered.
  CONFIRMED,
  /// Somebody who had to confirm declined.
  DECLINED,
  /// The issuer withdrew it before it was confirmed.
  WITHDRAWN,
  /// 已清盘.
  LIQUIDATED
}
