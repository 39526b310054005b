package io.kedge.party;

/// Where a party is in its life (H-01, H-02).
public enum PartyStatus {
  /// It registered itself with its role's documents; it may not act yet.
  REGISTERED,
  /// Its identity was verified; its roles are in force.
  VERIFIED,
  /// Its verification was declined, with a reason; it may register again under another id.
  DECLINED,
  /// The operator closed it; what it holds can only be moved by order.
  CLOSED
}
