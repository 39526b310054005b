package io.kedge.ledger.node;

import io.kedge.contract.Change;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import java.util.List;

/// What a ledger begins with, as a node needs it.
///
/// @param ledgerId SHA-256 of the genesis document
/// @param name the ledger's name
/// @param time ledger time of the beginning; no batch is earlier
/// @param stateRootEvery K: after how many blocks a state root is taken, from 1
/// @param changes the state it begins with, in key order
/// @param document the exact bytes of the document, kept beside the log as `genesis.json`
public record GenesisState(
    Digest ledgerId,
    String name,
    LedgerTime time,
    int stateRootEvery,
    List<Change> changes,
    Bytes document) {
  /// Checks K, and that the id is the document's.
  public GenesisState {
    changes = List.copyOf(changes);
    if (stateRootEvery < 1) {
      throw new IllegalArgumentException("a state root every " + stateRootEvery + " blocks");
    }
    if (!ledgerId.equals(Digest.of(document))) {
      throw new IllegalArgumentException("the ledger id is not the document's hash");
    }
  }

  /// What a genesis document says.
  public static GenesisState of(Genesis genesis) {
    return new GenesisState(
        genesis.ledgerId(),
        genesis.name(),
        genesis.time(),
        genesis.stateRootEvery(),
        genesis.changes(),
        genesis.document());
  }

  /// The id as commands name it in their member `ledger`.
  public String ledger() {
    return ledgerId.hex();
  }

  /// The first line of this ledger's checkpoints; it never changes.
  public String origin() {
    return "kedge/" + ledger();
  }
}
