package io.kedge.ledger.node;

import io.kedge.contract.Outcome;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.ordering.Tip;
import java.util.List;

/// A durable block with everything its commands did.
///
/// @param block header, leaves and events
/// @param outcomes one for each entry: code, detail, changes, events
/// @param tip the ledger after it
public record CommittedBlock(Block block, List<Outcome> outcomes, Tip tip) {
  /// Copies the outcomes.
  public CommittedBlock {
    outcomes = List.copyOf(outcomes);
  }
}
