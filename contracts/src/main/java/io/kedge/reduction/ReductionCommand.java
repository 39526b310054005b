package io.kedge.reduction;

import io.kedge.contract.Command;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.LedgerTime;

/// What may be asked about position reductions.
public sealed interface ReductionCommand extends Command {
  /// An issuer applies for one.
  ///
  /// @param asset of which asset
  /// @param quantity by how many deliverable units, 1 or more
  /// @param reason why
  /// @param deadline until when the others have to attest it
  record Apply(AssetId asset, long quantity, String reason, LedgerTime deadline)
      implements ReductionCommand {}
}
