package io.kedge.ledger.node;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.block.KeptBlock;
import io.kedge.ledger.tree.TileId;
import io.kedge.ledger.tree.TileStore;
import io.kedge.ledger.tree.TreeAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/// Makes tiles again from the blocks of the log: hashes leaves, executes nothing. Pruned blocks
/// have their leaf hashes.
public final class TileRebuild {
  private final BlockLog blocks;
  private final TileStore tiles;

  /// Makes tiles of blocks in a store.
  public TileRebuild(BlockLog blocks, TileStore tiles) {
    this.blocks = blocks;
    this.tiles = tiles;
  }

  /// Adds blocks to a tree; every header must have the root of the tree before it.
  ///
  /// @param tree with all entries of the blocks before `first`
  /// @throws NodeFault TREE_DIFFERS where a header has another root
  public void run(TreeAppender tree, long first, long last) throws IOException {
    for (long height = first; height < Math.min(blocks.firstWhole(), last + 1); height++) {
      long at = height;
      KeptBlock block =
          blocks.kept(height).orElseThrow(() -> new IllegalStateException("block " + at));
      block.leafHashes().orElseThrow(() -> missing(at)).forEach(tree::append);
      end(tree, block.header());
    }
    blocks.forEach(Math.max(first, blocks.firstWhole()), last, block -> add(tree, block));
  }

  private void add(TreeAppender tree, Block block) {
    block.entries().forEach(entry -> tree.appendEntry(entry.encodedLeaf()));
    end(tree, block.header());
  }

  private void end(TreeAppender tree, BlockHeader header) {
    if (!tree.root().equals(header.treeRoot())) {
      throw new NodeFault(
          NodeFault.Kind.TREE_DIFFERS,
          "the leaves of block "
              + header.number()
              + " give "
              + tree.root()
              + ", its header names "
              + header.treeRoot());
    }
    tree.append(header.hash());
    tree.flush(tiles);
  }

  private static NodeFault missing(long height) {
    return new NodeFault(
        NodeFault.Kind.BEGINNING_MISSING, "the leaf hashes of block " + height + " are not here");
  }

  /// The tree after a block, from its stored tiles. Tiles are not trusted: those at the right edge
  /// must have the root that the block's header names.
  ///
  /// @throws NodeFault TREE_DIFFERS
  /// @throws io.kedge.ledger.tree.MissingTileException where an edge tile is missing
  static TreeAppender resume(TileStore tiles, BlockHeader header) {
    TreeAppender tree = TreeAppender.open(tiles, header.ownLeaf());
    if (!tree.root().equals(header.treeRoot())) {
      throw new NodeFault(
          NodeFault.Kind.TREE_DIFFERS,
          "the tiles before the header of block " + header.number() + " have root " + tree.root());
    }
    tree.append(header.hash());
    return tree;
  }

  /// Makes the tile of leaf hashes that a leaf is in again, if it is a full one: the open tile
  /// belongs to who appends.
  ///
  /// @param leaf an entry of the tree
  /// @param size entries of the tree
  void mend(long leaf, long size) throws IOException {
    long index = leaf / TileId.WIDTH;
    if ((index + 1) * TileId.WIDTH > size) {
      return;
    }
    var wanted = new LeafHashes(index);
    long height = blockOf(wanted.next);
    while (!wanted.isFull()) {
      Optional<KeptBlock> kept = blocks.kept(height);
      KeptBlock block = kept.isPresent() ? kept.get() : KeptBlock.of(blocks.read(height));
      wanted.take(block);
      height++;
    }
    wanted.writeTo(tiles);
  }

  /// The hashes of one tile, collected from blocks in order.
  private static final class LeafHashes {
    private final long index;
    private final ByteArrayOutputStream hashes = new ByteArrayOutputStream();
    private long next;

    LeafHashes(long index) {
      this.index = index;
      this.next = index * TileId.WIDTH;
    }

    boolean isFull() {
      return next == (index + 1) * TileId.WIDTH;
    }

    void take(KeptBlock block) {
      var leaves = block.leafHashes().orElseThrow(() -> missing(block.header().number()));
      for (int i = 0; i < leaves.size(); i++) {
        put(block.header().firstLeaf() + i, leaves.get(i));
      }
      put(block.header().ownLeaf(), block.header().hash());
    }

    private void put(long entry, Digest hash) {
      if (entry == next && !isFull()) {
        hashes.writeBytes(hash.bytes().unsafeArray());
        next++;
      }
    }

    void writeTo(TileStore tiles) {
      tiles.write(TileId.full(0, index), Bytes.wrap(hashes.toByteArray()));
    }
  }

  /// The block an entry is of, searched by halving.
  private long blockOf(long entry) throws IOException {
    long low = blocks.firstKept();
    long high = blocks.height();
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (blocks.header(middle).treeSize() > entry) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
