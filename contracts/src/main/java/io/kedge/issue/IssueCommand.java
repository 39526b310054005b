package io.kedge.issue;

import io.kedge.contract.Command;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import java.util.Optional;

/// What may be asked of issues.
public sealed interface IssueCommand extends Command {
  /// Proposes an issue; its confirmation begins.
  ///
  /// @param asset the anchor
  /// @param symbol a short name for people
  /// @param ratio N: smallest deliverable units of the anchor per unit
  /// @param units how many units
  /// @param venue the outside system or chain, where the issue may be offered there
  /// @param corrects an issue of the same issuer and anchor that was not confirmed
  /// @param deadline until when the others have to confirm
  record Propose(
      AssetId asset,
      String symbol,
      long ratio,
      long units,
      Optional<PartyId> venue,
      Optional<InstrumentId> corrects,
      LedgerTime deadline)
      implements IssueCommand {
    /// Checks the symbol.
    public Propose {
      Issue.requireSymbol(symbol);
    }
  }
}
