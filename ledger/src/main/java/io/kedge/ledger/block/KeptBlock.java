package io.kedge.ledger.block;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import io.kedge.ledger.tree.MerkleHasher;
import java.util.List;
import java.util.Optional;

/// What is kept of a block whose payloads were pruned: the header and the hash of every leaf. With
/// them the tree, every tile, the chain of headers and every proof can still be made and checked.
///
/// @param header the block's header, as it is in the tree
/// @param leafHashes of its commands, in order; empty for the block before the first one of a
///     ledger that was begun from a snapshot, where only the header is known
public record KeptBlock(BlockHeader header, Optional<List<Digest>> leafHashes) {
  private static final String TAG = "kedge.block.kept";

  /// Copies the hashes; checks that the header counts them.
  public KeptBlock {
    leafHashes = leafHashes.map(List::copyOf);
    if (leafHashes.isPresent() && leafHashes.get().size() != header.leafCount()) {
      throw new IllegalArgumentException(
          leafHashes.get().size() + " leaves of " + header.leafCount());
    }
  }

  /// What to keep of a block.
  public static KeptBlock of(Block block) {
    var leaves =
        block.entries().stream().map(entry -> MerkleHasher.leaf(entry.encodedLeaf())).toList();
    return new KeptBlock(block.header(), Optional.of(leaves));
  }

  /// The bytes kept.
  public Bytes encoded() {
    return new Wire(TAG, 1)
        .bytes(header.encoded())
        .option(leafHashes, (out, leaves) -> out.list(leaves, Wire::digest))
        .bytes();
  }

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException on any other bytes
  public static KeptBlock decode(Bytes kept) {
    var in = new WireReader(kept, TAG).expectVersion(1);
    var block =
        new KeptBlock(
            BlockHeader.decode(in.bytes()), in.option(list -> list.list(WireReader::digest)));
    in.end();
    return block;
  }
}
