package io.kedge.ledger.state;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The state root of entries that come in the order of their paths, in the memory of one path. The
/// same root as [PlainStateRoot], which says what it is.
public final class StateRootBuilder {
  /// A finished subtree that waits for its right neighbour: the left child of a node.
  private record Left(int split, Bytes hash) {}

  private final StateHasher hasher = new StateHasher();
  private final ArrayDeque<Left> waiting = new ArrayDeque<>();
  private byte @Nullable [] lastPath;
  private byte[] open = StateHasher.EMPTY;

  /// The depth of the open subtree's root; −1 for a single entry, which stands at any depth.
  private int depth = -1;

  private long count;

  /// The path of an entry: SHA-256 of its key.
  public static byte[] path(Key key) {
    return new StateHasher().key(key);
  }

  /// Entries so far.
  public long count() {
    return count;
  }

  /// Adds the next entry.
  ///
  /// @return its path
  /// @throws IllegalArgumentException where its path does not follow the one before
  public byte[] add(Key key, Bytes value) {
    byte[] path = hasher.key(key);
    byte[] before = lastPath;
    if (before != null) {
      if (Arrays.compareUnsigned(before, path) >= 0) {
        throw new IllegalArgumentException(key + " is not in the order of paths");
      }
      int split = commonBits(before, path);
      closeBelow(split, before);
      waiting.push(new Left(split, Bytes.wrap(open)));
    }
    open = hasher.leaf(path, hasher.value(value));
    depth = -1;
    lastPath = path;
    count++;
    return path;
  }

  /// The root of all entries added.
  public Digest root() {
    byte[] last = lastPath;
    if (last != null) {
      closeBelow(-1, last);
    }
    return new Digest(Bytes.of(open));
  }

  /// Makes the open subtree one whose root stands right below a split.
  private void closeBelow(int split, byte[] path) {
    while (!waiting.isEmpty() && waiting.peek().split() > split) {
      Left left = waiting.pop();
      raise(left.split() + 1, path);
      open = hasher.node(left.hash().unsafeArray(), open);
      depth = left.split();
    }
    raise(split + 1, path);
  }

  /// Puts nodes with an empty half above a subtree of several entries; one entry needs none.
  private void raise(int to, byte[] path) {
    while (depth > to) {
      depth--;
      boolean right = (path[depth >>> 3] >>> (7 - (depth & 7)) & 1) == 1;
      open = right ? hasher.node(StateHasher.EMPTY, open) : hasher.node(open, StateHasher.EMPTY);
    }
  }

  private static int commonBits(byte[] one, byte[] other) {
    int at = Arrays.mismatch(one, other);
    return 8 * at + Integer.numberOfLeadingZeros((one[at] ^ other[at]) & 0xFF) - 24;
  }
}
