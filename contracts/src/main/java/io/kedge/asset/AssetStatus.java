package io.kedge.asset;

/// Where an asset is in its life (H-07 to H-13). That units are issued on it (锚定中) is computed,
/// [Asset#anchoring], and so is a freeze.
public enum AssetStatus {
  /// Registered, and not attested by everybody yet.
  PENDING,
  /// Attested; issues may be anchored on it.
  CONFIRMED,
  /// A required party declined; the owner may file a corrected version.
  DECLINED,
  /// The owner withdrew it; the owner may file a corrected version.
  WITHDRAWN
}
