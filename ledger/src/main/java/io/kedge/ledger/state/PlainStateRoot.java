package io.kedge.ledger.state;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The state root straight from its definition, over all entries at once: no pages, no cache. The
/// slow twin of [StateTree], and what an inspection compares it with.
///
/// The path of an entry is SHA-256(key), its bits taken from the highest of the first byte. The
/// root of no entries is 32 zero bytes; of one entry, its leaf; of more, the node over the entries
/// whose next bit is 0 and those whose next bit is 1. So it depends on the set of entries alone.
public final class PlainStateRoot {
  private PlainStateRoot() {}

  private static final class Leaf {
    final byte[] keyHash;
    final byte[] valueHash;

    Leaf(byte[] keyHash, byte[] valueHash) {
      this.keyHash = keyHash;
      this.valueHash = valueHash;
    }
  }

  /// The root of a whole state.
  public static Digest of(SortedMap<Key, Bytes> entries) {
    var hasher = new StateHasher();
    var leaves = new TreeMap<byte[], Leaf>(Arrays::compareUnsigned);
    for (Map.Entry<Key, Bytes> entry : entries.entrySet()) {
      byte[] keyHash = hasher.key(entry.getKey());
      leaves.put(keyHash, new Leaf(keyHash, hasher.value(entry.getValue())));
    }
    return new Digest(Bytes.wrap(root(hasher, List.copyOf(leaves.values()), 0).clone()));
  }

  private static byte[] root(StateHasher hasher, List<Leaf> leaves, int depth) {
    if (leaves.isEmpty()) {
      return StateHasher.EMPTY;
    }
    if (leaves.size() == 1) {
      return hasher.leaf(leaves.getFirst().keyHash, leaves.getFirst().valueHash);
    }
    int ones = 0;
    while (ones < leaves.size() && !bit(leaves.get(ones).keyHash, depth)) {
      ones++;
    }
    byte[] left = root(hasher, leaves.subList(0, ones), depth + 1);
    byte[] right = root(hasher, leaves.subList(ones, leaves.size()), depth + 1);
    return hasher.node(left, right);
  }

  private static boolean bit(byte[] path, int depth) {
    return (path[depth >>> 3] >>> (7 - (depth & 7)) & 1) == 1;
  }
}
