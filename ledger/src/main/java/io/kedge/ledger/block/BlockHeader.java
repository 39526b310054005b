package io.kedge.ledger.block;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import io.kedge.ledger.tree.MerkleHasher;

/// What closes a block (format.md "Order, batch, time"): no proposer and no signature inside, so
/// that every node writes the same bytes. It is itself the next entry of the tree, so the chain of
/// headers and the tree bind each other.
///
/// @param number the block's height, from 1
/// @param time ledger time of its batch
/// @param previous [#hash] of the header before; [Digest#ZERO] in block 1
/// @param firstLeaf index in the tree of its first leaf
/// @param leafCount how many commands it has, 0 or more
/// @param treeRoot root of the tree of `firstLeaf + leafCount` entries: before the header's own
/// @param stateRoot root of the state after the block `stateHeight`
/// @param stateHeight the greatest multiple of the genesis's K that is at most `number`; 0 is the
///     state the genesis makes
public record BlockHeader(
    long number,
    LedgerTime time,
    Digest previous,
    long firstLeaf,
    int leafCount,
    Digest treeRoot,
    Digest stateRoot,
    long stateHeight) {
  private static final String TAG = "kedge.header";

  /// Checks the ranges.
  public BlockHeader {
    if (number < 1 || firstLeaf < 0 || leafCount < 0) {
      throw new IllegalArgumentException("block " + number + " at leaf " + firstLeaf);
    }
    if (stateHeight < 0 || stateHeight > number) {
      throw new IllegalArgumentException("state of " + stateHeight + " in block " + number);
    }
  }

  /// Index in the tree of the header's own entry.
  public long ownLeaf() {
    return firstLeaf + leafCount;
  }

  /// Entries of the tree once this block is in it, its header included.
  public long treeSize() {
    return ownLeaf() + 1;
  }

  /// The entry of the tree.
  public Bytes encoded() {
    return new Wire(TAG, 1)
        .i64(number)
        .time(time)
        .digest(previous)
        .i64(firstLeaf)
        .u32(leafCount)
        .digest(treeRoot)
        .digest(stateRoot)
        .i64(stateHeight)
        .bytes();
  }

  /// Its hash as the tree has it: SHA-256(0x00 ‖ [#encoded]).
  public Digest hash() {
    return MerkleHasher.leaf(encoded());
  }

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException on any other bytes
  public static BlockHeader decode(Bytes entry) {
    var in = new WireReader(entry, TAG).expectVersion(1);
    var header =
        new BlockHeader(
            in.i64(),
            in.time(),
            in.digest(),
            in.i64(),
            in.u32(),
            in.digest(),
            in.digest(),
            in.i64());
    in.end();
    return header;
  }
}
