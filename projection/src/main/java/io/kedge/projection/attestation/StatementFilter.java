package io.kedge.projection.attestation;

import io.kedge.kernel.AssetId;
import io.kedge.kernel.PartyId;
import java.util.Optional;

/// Which statements a list has.
///
/// @param kind only those of this kind, for example `asset.registration`
/// @param subject only those about this thing
/// @param asset only those about this asset, its issues and reductions
/// @param maker only those this party filed
/// @param state only those in this state; a lapsed one is stored as `OPEN`
public record StatementFilter(
    Optional<String> kind,
    Optional<String> subject,
    Optional<AssetId> asset,
    Optional<PartyId> maker,
    Optional<String> state) {
  /// All of them.
  public static final StatementFilter ALL =
      new StatementFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// Those about an asset, its issues and reductions.
  public static StatementFilter about(AssetId asset) {
    return new StatementFilter(
        Optional.empty(), Optional.empty(), Optional.of(asset), Optional.empty(), Optional.empty());
  }
}
