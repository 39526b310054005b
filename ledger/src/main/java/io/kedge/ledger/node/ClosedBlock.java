package io.kedge.ledger.node;

import io.kedge.ledger.block.Block;
import io.kedge.ledger.ordering.Tip;
import java.util.List;
import java.util.Optional;

/// A block on its way from execution to durability and on.
///
/// @param produced the block and what its commands did
/// @param commands its commands
/// @param tip the ledger after it
/// @param toStore what is to be stored once it is durable
record ClosedBlock(
    Machine.Produced produced,
    List<PreparedCommand> commands,
    Tip tip,
    Optional<Machine.ToStore> toStore) {
  Block block() {
    return produced.block();
  }
}
