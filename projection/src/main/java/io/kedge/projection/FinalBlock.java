package io.kedge.projection;

import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import java.util.List;

/// One block that nothing can undo any more.
///
/// @param height its number, from 1
/// @param time ledger time of its batch
/// @param headerHash the hash of its header
/// @param previousHash the hash of the header before; [Digest#ZERO] in block 1
/// @param treeSize entries of the tree once this block is in it, its header included
/// @param commands its commands, in order
public record FinalBlock(
    long height,
    LedgerTime time,
    Digest headerHash,
    Digest previousHash,
    long treeSize,
    List<FinalCommand> commands) {
  /// Copies the commands and checks the height.
  public FinalBlock {
    commands = List.copyOf(commands);
    if (height < 1) {
      throw new IllegalArgumentException("block " + height);
    }
  }
}
