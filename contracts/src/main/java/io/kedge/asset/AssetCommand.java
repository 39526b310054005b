package io.kedge.asset;

import io.kedge.contract.Command;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.LedgerTime;

/// What may be asked about assets.
public sealed interface AssetCommand extends Command {
  /// An owner registers a thing as an anchor (登记锚定物).
  ///
  /// @param content what it says about it
  /// @param deadline until when the others have to attest it
  record Register(AssetContent content, LedgerTime deadline) implements AssetCommand {}

  /// An owner files a corrected version of what was declined, withdrawn or lapsed.
  ///
  /// @param asset of which asset
  /// @param content what it says now
  /// @param deadline until when the others have to attest it
  record Refile(AssetId asset, AssetContent content, LedgerTime deadline) implements AssetCommand {}

  /// An owner changes a confirmed asset.
  ///
  /// @param asset which
  /// @param content what it shall be, as a whole
  /// @param deadline until when the others have to attest it; nobody has to where only harmless
  ///     attributes change
  record Amend(AssetId asset, AssetContent content, LedgerTime deadline) implements AssetCommand {}
}
