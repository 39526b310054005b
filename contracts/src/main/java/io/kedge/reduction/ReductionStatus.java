package io.kedge.reduction;

/// Where a position reduction is in its life (H-14 to H-16).
public enum ReductionStatus {
  /// The issuer applied; it is not attested by everybody yet.
  APPLIED,
  /// It was attested, and the asset's quantity was lowered.
  EFFECTIVE,
  /// A required party declined it.
  DECLINED,
  /// The issuer withdrew it.
  WITHDRAWN
}
