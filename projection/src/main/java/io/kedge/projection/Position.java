package io.kedge.projection;

import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;

/// How far the read models of a ledger are.
///
/// @param height the last block in them; 0 where there is none
/// @param headerHash the hash of its header; [Digest#ZERO] at height 0
/// @param time its ledger time; the genesis's at height 0
/// @param treeSize entries of the tree after it
public record Position(long height, Digest headerHash, LedgerTime time, long treeSize) {
  static Position of(FinalBlock block) {
    return new Position(block.height(), block.headerHash(), block.time(), block.treeSize());
  }
}
