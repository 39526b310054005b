package io.kedge.ledger.archive;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.tree.MerkleHasher;
import java.util.ArrayList;
import java.util.List;

/// The right edge of an RFC 6962 tree: the roots of the full subtrees its size is made of, largest
/// first. Enough to go on appending and to know the root.
final class Frontier {
  private final List<Digest> subtrees;
  private long size;

  /// The edge of a tree of a size.
  ///
  /// @throws IllegalArgumentException where the size needs another number of subtrees
  Frontier(long size, List<Digest> subtrees) {
    if (size < 0 || Long.bitCount(size) != subtrees.size()) {
      throw new IllegalArgumentException(subtrees.size() + " subtrees of " + size + " entries");
    }
    this.size = size;
    this.subtrees = new ArrayList<>(subtrees);
  }

  long size() {
    return size;
  }

  List<Digest> subtrees() {
    return List.copyOf(subtrees);
  }

  void append(Bytes entry) {
    Digest rising = MerkleHasher.leaf(entry);
    for (long rest = size; (rest & 1) == 1; rest >>>= 1) {
      rising = MerkleHasher.node(subtrees.removeLast(), rising);
    }
    subtrees.add(rising);
    size++;
  }

  Digest root() {
    if (subtrees.isEmpty()) {
      return MerkleHasher.emptyRoot();
    }
    Digest root = subtrees.getLast();
    for (Digest left : subtrees.subList(0, subtrees.size() - 1).reversed()) {
      root = MerkleHasher.node(left, root);
    }
    return root;
  }
}
