package io.kedge.ledger.tree;

import java.util.Arrays;

/// Hashes a full subtree from the consecutive hashes below it.
final class Subtree {
  private Subtree() {}

  /// The root over `span` hashes (a power of two, at most 256) of a tile, from hash `from` on.
  static byte[] root(MerkleHasher hasher, byte[] hashes, int from, int span) {
    byte[] work = new byte[span * MerkleHasher.SIZE];
    System.arraycopy(hashes, from * MerkleHasher.SIZE, work, 0, work.length);
    for (int left = span / 2; left > 0; left /= 2) {
      for (int i = 0; i < left; i++) {
        int children = 2 * i * MerkleHasher.SIZE;
        hasher.node(
            work, children, work, children + MerkleHasher.SIZE, work, i * MerkleHasher.SIZE);
      }
    }
    return Arrays.copyOf(work, MerkleHasher.SIZE);
  }
}
