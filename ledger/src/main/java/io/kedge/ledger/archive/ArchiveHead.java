package io.kedge.ledger.archive;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.List;

/// What an archive begins with.
///
/// @param genesis the genesis document
/// @param first the first block
/// @param last the last block
/// @param treeSize entries of the tree before the first block
/// @param frontier roots of the full subtrees of that tree, largest first
/// @param previous hash of the header before the first block
record ArchiveHead(
    Bytes genesis, long first, long last, long treeSize, List<Digest> frontier, Digest previous) {
  private static final String TAG = "kedge.archive";

  Bytes encoded() {
    return new Wire(TAG, 1)
        .bytes(genesis)
        .i64(first)
        .i64(last)
        .i64(treeSize)
        .list(frontier, Wire::digest)
        .digest(previous)
        .bytes();
  }

  static ArchiveHead decode(Bytes content) {
    var in = new WireReader(content, TAG).expectVersion(1);
    var head =
        new ArchiveHead(
            in.bytes(), in.i64(), in.i64(), in.i64(), in.list(WireReader::digest), in.digest());
    in.end();
    return head;
  }
}
