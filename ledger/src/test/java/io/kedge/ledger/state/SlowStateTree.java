package io.kedge.ledger.state;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The slow twin of ways and pages: both straight from the definition, over a map from key hash to
/// value hash. Key hashes may be any, also such as no key has.
final class SlowStateTree {
  private final TreeMap<Digest, Digest> entries;

  SlowStateTree(SortedMap<Digest, Digest> entries) {
    this.entries = new TreeMap<>(entries);
  }

  Digest root() {
    return root(List.copyOf(entries.keySet()), 0);
  }

  private Digest root(List<Digest> keys, int depth) {
    return switch (keys.size()) {
      case 0 -> Digest.ZERO;
      case 1 -> leaf(keys.getFirst());
      default ->
          Digest.of(
              Bytes.of((byte) 1),
              root(with(keys, depth, 0), depth + 1).bytes(),
              root(with(keys, depth, 1), depth + 1).bytes());
    };
  }

  private Digest leaf(Digest key) {
    return Digest.of(Bytes.of((byte) 0), key.bytes(), entries.get(key).bytes());
  }

  private static List<Digest> with(List<Digest> keys, int depth, int bit) {
    return keys.stream().filter(key -> bit(key, depth) == bit).toList();
  }

  static int bit(Digest key, int depth) {
    return key.bytes().at(depth / 8) >> (7 - depth % 8) & 1;
  }

  StatePath path(Digest wanted) {
    var fromRoot = new ArrayList<Digest>();
    var keys = List.copyOf(entries.keySet());
    int depth = 0;
    while (keys.size() > 1) {
      int bit = bit(wanted, depth);
      fromRoot.add(root(with(keys, depth, 1 - bit), depth + 1));
      keys = with(keys, depth, bit);
      depth++;
    }
    StatePath.End end =
        keys.isEmpty()
            ? new StatePath.End.Empty()
            : new StatePath.End.Entry(keys.getFirst(), entries.get(keys.getFirst()));
    return new StatePath(end, fromRoot.reversed());
  }

  /// One page as it is stored, of the given path.
  Optional<Bytes> page(Bytes path) {
    int nibbles = path.at(0);
    var below =
        entries.keySet().stream().filter(key -> PagePath.of(array(key), nibbles).equals(path));
    List<Digest> keys = below.toList();
    if (keys.size() < 2 && nibbles > 0) {
      return Optional.empty();
    }
    var body = new ArrayList<Bytes>();
    int leaves = 0;
    int branches = 0;
    for (int slot = 0; slot < 16; slot++) {
      int here = slot;
      var inSlot = keys.stream().filter(key -> PagePath.nibble(array(key), nibbles) == here);
      List<Digest> found = inSlot.toList();
      if (found.size() == 1) {
        leaves |= 1 << slot;
        body.add(found.getFirst().bytes());
        body.add(entries.get(found.getFirst()).bytes());
      } else if (found.size() > 1) {
        branches |= 1 << slot;
        body.add(root(found, 4 * nibbles + 4).bytes());
      }
    }
    var out = new java.io.ByteArrayOutputStream();
    out.write(leaves >>> 8);
    out.write(leaves);
    out.write(branches >>> 8);
    out.write(branches);
    body.forEach(bytes -> out.writeBytes(bytes.toArray()));
    return Optional.of(Bytes.wrap(out.toByteArray()));
  }

  private static byte[] array(Digest key) {
    return key.bytes().toArray();
  }
}
