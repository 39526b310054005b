package io.kedge.asset;

import io.kedge.contract.Refusal;

/// Why a command about an asset was refused, in the order of checking.
public enum AssetRefusal implements Refusal {
  /// There is no such asset.
  ASSET_UNKNOWN(true),
  /// Only its owner files and changes an asset.
  NOT_THE_OWNER(false),
  /// The asset is not attested: pending, declined or withdrawn.
  ASSET_NOT_CONFIRMED(true),
  /// Only an asset that was declined, withdrawn or lapsed is filed again.
  NOT_TO_BE_REFILED(true),
  /// An amendment of the asset still waits for its attestation.
  AMENDMENT_OPEN(true),
  /// An amendment does not make it another kind of thing.
  ENTRY_DIFFERS(false),
  /// The amendment changes nothing.
  NOTHING_CHANGES(false),
  /// Things of this catalogue entry may not back an issue (I-17).
  MAY_NOT_ANCHOR(true),
  /// Units are issued on the asset, and the change is not harmless (I-29).
  LIVE_ISSUES(true),
  /// The asset has changed since the amendment was filed.
  CHANGED_MEANWHILE(false),
  /// Not so much of the asset is free: the rest is committed to other issues.
  QUANTITY_NOT_FREE(true);

  private final boolean mayPassLater;

  AssetRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
