package io.kedge.ledger.state;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds the way to a key in the pages of a state tree, as they are stored. It believes nothing of
/// them: whoever hands a way out compares where it leads.
public final class StatePaths {
  private static final int SLOTS = 16;
  private static final int LEVELS = 4;

  private StatePaths() {}

  /// The way to a key.
  ///
  /// @param pages the pages of one tree, all of the same moment
  /// @throws StateDamagedException where a page is missing or is none
  public static StatePath to(Key key, StateTree.Pages pages) {
    return to(StatePath.keyHash(key), pages);
  }

  static StatePath to(Digest keyHash, StateTree.Pages pages) {
    byte[] way = keyHash.bytes().unsafeArray();
    var fromRoot = new ArrayList<Digest>();
    for (int depth = 0; depth < 2 * Digest.SIZE; depth++) {
      Bytes path = PagePath.of(way, depth);
      Optional<Bytes> stored = pages.read(List.of(path)).getFirst();
      if (stored.isEmpty() && depth == 0) {
        return new StatePath(new StatePath.End.Empty(), List.of());
      }
      var page = new Slots(stored.orElseThrow(() -> new StateDamagedException("page " + path)));
      int node = page.descend(PagePath.nibble(way, depth), fromRoot);
      if (!page.isBranch(node)) {
        return new StatePath(page.end(node), fromRoot.reversed());
      }
    }
    throw new StateDamagedException("two entries have the key hash " + keyHash);
  }

  /// One stored page, its slots and the nodes above them in heap order: 1 is the page's root, 16 to
  /// 31 are the slots.
  private static final class Slots {
    private final byte[] stored;
    private final int leaves;
    private final int branches;
    private final int[] entryAt = new int[2 * SLOTS];
    private final byte[][] hashes = new byte[2 * SLOTS][];
    private final boolean[] branch = new boolean[2 * SLOTS];

    Slots(Bytes page) {
      stored = page.unsafeArray();
      int size = StateHasher.SIZE;
      leaves = stored.length < 4 ? 0 : (stored[0] & 0xFF) << 8 | (stored[1] & 0xFF);
      branches = stored.length < 4 ? 0 : (stored[2] & 0xFF) << 8 | (stored[3] & 0xFF);
      int length = 4 + Integer.bitCount(leaves) * 2 * size + Integer.bitCount(branches) * size;
      if ((leaves & branches) != 0 || stored.length != length) {
        throw new StateDamagedException("a page of " + stored.length + " bytes");
      }
      read(size);
    }

    private void read(int size) {
      var hasher = new StateHasher();
      Arrays.fill(hashes, StateHasher.EMPTY);
      int at = 4;
      for (int slot = 0; slot < SLOTS; slot++) {
        int node = SLOTS + slot;
        if ((leaves >>> slot & 1) == 1) {
          entryAt[node] = at;
          byte[] keyHash = Arrays.copyOfRange(stored, at, at + size);
          byte[] valueHash = Arrays.copyOfRange(stored, at + size, at + 2 * size);
          hashes[node] = hasher.leaf(keyHash, valueHash);
          at += 2 * size;
        } else if ((branches >>> slot & 1) == 1) {
          branch[node] = true;
          hashes[node] = Arrays.copyOfRange(stored, at, at + size);
          at += size;
        }
      }
      for (int node = SLOTS - 1; node > 0; node--) {
        join(hasher, node, 2 * node, 2 * node + 1);
      }
    }

    /// A subtree of one entry is that entry's leaf, wherever it begins.
    private void join(StateHasher hasher, int node, int left, int right) {
      int only = isEmpty(left) ? right : left;
      if (!branch[only] && (isEmpty(left) || isEmpty(right))) {
        hashes[node] = hashes[only];
        entryAt[node] = entryAt[only];
      } else {
        hashes[node] = hasher.node(hashes[left], hashes[right]);
        branch[node] = true;
      }
    }

    private boolean isEmpty(int node) {
      return !branch[node] && entryAt[node] == 0;
    }

    boolean isBranch(int node) {
      return branch[node];
    }

    /// Goes down towards a slot, as far as there are branches; notes the hashes beside the way.
    int descend(int slot, List<Digest> fromRoot) {
      int node = 1;
      for (int level = LEVELS - 1; level >= 0 && branch[node]; level--) {
        node = 2 * node + (slot >>> level & 1);
        fromRoot.add(new Digest(Bytes.of(hashes[node ^ 1])));
      }
      return node;
    }

    StatePath.End end(int node) {
      if (isEmpty(node)) {
        return new StatePath.End.Empty();
      }
      return new StatePath.End.Entry(digest(entryAt[node]), digest(entryAt[node] + Digest.SIZE));
    }

    private Digest digest(int at) {
      return new Digest(Bytes.wrap(Arrays.copyOfRange(stored, at, at + Digest.SIZE)));
    }
  }
}
