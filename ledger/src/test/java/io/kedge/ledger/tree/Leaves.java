package io.kedge.ledger.tree;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.List;
import java.util.stream.LongStream;

/// Leaves of test trees: entry i is the text `entry i`.
final class Leaves {
  private Leaves() {}

  static Digest leaf(long index) {
    return MerkleHasher.leaf(Bytes.utf8("entry " + index));
  }

  static List<Digest> first(long count) {
    return LongStream.range(0, count).mapToObj(Leaves::leaf).toList();
  }

  /// A tree of that many leaves whose tiles are in the store.
  static TreeAppender grown(TileStore store, long count) {
    TreeAppender tree = new TreeAppender();
    first(count).forEach(tree::append);
    tree.flush(store);
    return tree;
  }
}
