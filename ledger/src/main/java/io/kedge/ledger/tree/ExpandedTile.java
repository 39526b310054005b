package io.kedge.ledger.tree;

/// A tile with every full node above its hashes: rows of 256, 128, … 2, 1 places, one after the
/// other; in a partial tile the places to the right stay empty.
final class ExpandedTile {
  private ExpandedTile() {}

  /// Expands the first `width` hashes of a tile.
  static byte[] of(MerkleHasher hasher, byte[] hashes, int width) {
    byte[] nodes = new byte[(2 * TileId.WIDTH - 1) * MerkleHasher.SIZE];
    System.arraycopy(hashes, 0, nodes, 0, width * MerkleHasher.SIZE);
    for (int inner = 1; inner <= 8; inner++) {
      for (int i = 0; i < width >>> inner; i++) {
        int children = at(inner - 1, 2 * i);
        hasher.node(nodes, children, nodes, children + MerkleHasher.SIZE, nodes, at(inner, i));
      }
    }
    return nodes;
  }

  /// Where the `index`-th node `inner` levels above the tile's hashes begins, in bytes.
  static int at(int inner, int index) {
    int before = 2 * TileId.WIDTH - ((2 * TileId.WIDTH) >>> inner);
    return (before + index) * MerkleHasher.SIZE;
  }
}
