package io.kedge.projection.reduction;

import io.kedge.kernel.AssetId;
import io.kedge.kernel.PartyId;
import io.kedge.reduction.ReductionStatus;
import java.util.Optional;

/// Which reductions a list has.
///
/// @param asset only those of this asset
/// @param issuer only those this issuer applied for
/// @param status only those at this point of their life
public record ReductionFilter(
    Optional<AssetId> asset, Optional<PartyId> issuer, Optional<ReductionStatus> status) {
  /// All of them.
  public static final ReductionFilter ALL =
      new ReductionFilter(Optional.empty(), Optional.empty(), Optional.empty());
}
