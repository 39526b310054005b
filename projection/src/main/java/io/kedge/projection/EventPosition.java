package io.kedge.projection;

import io.kedge.kernel.CommandId;
import io.kedge.kernel.LedgerTime;

/// Where an event stands in the ledger: its id is (height, command, n) (format.md).
///
/// @param block the block
/// @param command the command that made it
/// @param n its place among the command's events, from 0
public record EventPosition(FinalBlock block, FinalCommand command, int n) {
  /// The block's height.
  public long height() {
    return block.height();
  }

  /// Ledger time of the block.
  public LedgerTime time() {
    return block.time();
  }

  /// The command's id.
  public CommandId commandId() {
    return command.id();
  }
}
