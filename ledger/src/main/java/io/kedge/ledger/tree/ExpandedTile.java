package io.kedge.ledger.tree;

/// A full tile with every node above its hashes: 256, 128, … 2, 1 hashes, one row after the other.
final class ExpandedTile {
  private ExpandedTile() {}

  /// Expands the 256 hashes of a full tile to 511.
  static byte[] of(MerkleHasher hasher, byte[] hashes) {
    byte[] nodes = new byte[(2 * TileId.WIDTH - 1) * MerkleHasher.SIZE];
    System.arraycopy(hashes, 0, nodes, 0, TileId.WIDTH * MerkleHasher.SIZE);
    for (int inner = 1; inner <= 8; inner++) {
      for (int i = 0; i < TileId.WIDTH >>> inner; i++) {
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
