package io.kedge.offering;

/// What was decided about an offering. What time it is in its life is a [Phase] and is computed.
public enum OfferingStatus {
  /// Announced; nothing is decided yet.
  ANNOUNCED,
  /// Allotted; applications are being settled, piece by piece.
  SETTLING,
  /// Every application was settled; units circulate.
  SETTLED,
  /// Less than the soft cap was asked for, or nothing; everything is refunded.
  FAILED,
  /// The operator cancelled it before the allotment; everything is refunded.
  CANCELLED,
  /// The issuer withdrew it before subscription opened.
  WITHDRAWN;

  /// True where nothing will be sold.
  public boolean isOff() {
    return this == FAILED || this == CANCELLED || this == WITHDRAWN;
  }
}
