package io.kedge.ledger.state;

import io.kedge.kernel.Bytes;
import org.jspecify.annotations.Nullable;

/// Four levels of the state tree: sixteen slots under one prefix of the path. A slot is empty, a
/// leaf where exactly one entry is below it, or a branch where there are more; those are in a page
/// of their own. How a tree is cut into pages is no part of its root.
///
/// The hashes of the fourteen nodes between are kept while the page is in memory, so that a change
/// of one slot costs four hashes.
final class StatePage {
  static final int SLOTS = 16;

  private static final byte NONE = 0;
  private static final byte LEAF = 1;
  private static final byte BRANCH = 2;

  // Heap order: 1 is the page's root, 16 to 31 are the slots.
  private final byte[] kinds = new byte[2 * SLOTS];
  private final byte[] @Nullable [] hashes = new byte[2 * SLOTS][];
  private final byte[] @Nullable [] keyHashes = new byte[SLOTS][];
  private final byte[] @Nullable [] valueHashes = new byte[SLOTS][];
  private final @Nullable StatePage[] children = new StatePage[SLOTS];
  private int stale = -1;

  /// True where it differs from what was last handed out for storing.
  boolean dirty;

  /// True where a page below it is dirty.
  boolean dirtyBelow;

  /// The hand-out it was last part of, 0 where it came from the store.
  long handedOut;

  /// The last round it was touched in.
  long touched;

  boolean isEmpty(int slot) {
    return kinds[SLOTS + slot] == NONE;
  }

  boolean isLeaf(int slot) {
    return kinds[SLOTS + slot] == LEAF;
  }

  boolean isBranch(int slot) {
    return kinds[SLOTS + slot] == BRANCH;
  }

  byte[] keyHash(int slot) {
    return present(keyHashes[slot]);
  }

  byte[] valueHash(int slot) {
    return present(valueHashes[slot]);
  }

  @Nullable StatePage child(int slot) {
    return children[slot];
  }

  void attach(int slot, StatePage child) {
    children[slot] = child;
  }

  void detach(int slot) {
    children[slot] = null;
  }

  void setEmpty(int slot) {
    set(slot, NONE, null, null, null);
    children[slot] = null;
  }

  void setLeaf(int slot, byte[] keyHash, byte[] valueHash, byte[] leafHash) {
    set(slot, LEAF, leafHash, keyHash, valueHash);
    children[slot] = null;
  }

  void setBranch(int slot, byte[] hash, StatePage child) {
    set(slot, BRANCH, hash, null, null);
    children[slot] = child;
  }

  private void set(
      int slot,
      byte kind,
      byte @Nullable [] hash,
      byte @Nullable [] keyHash,
      byte @Nullable [] valueHash) {
    kinds[SLOTS + slot] = kind;
    hashes[SLOTS + slot] = hash;
    keyHashes[slot] = keyHash;
    valueHashes[slot] = valueHash;
    dirty = true;
    for (int node = (SLOTS + slot) / 2; node > 0; node /= 2) {
      stale |= 1 << node;
    }
  }

  /// The only entry below the page's root, as its slot; -1 where there are none or several.
  int onlyLeaf() {
    int found = -1;
    for (int slot = 0; slot < SLOTS; slot++) {
      if (isBranch(slot) || (isLeaf(slot) && found >= 0)) {
        return -1;
      }
      found = isLeaf(slot) ? slot : found;
    }
    return found;
  }

  /// True where no entry is below it.
  boolean isVacant() {
    for (int slot = 0; slot < SLOTS; slot++) {
      if (!isEmpty(slot)) {
        return false;
      }
    }
    return true;
  }

  /// The hash of the subtree.
  byte[] hash(StateHasher hasher) {
    refresh(hasher, 1);
    byte[] root = hashes[1];
    return root == null ? StateHasher.EMPTY : root;
  }

  private void refresh(StateHasher hasher, int node) {
    if (node >= SLOTS || (stale >>> node & 1) == 0) {
      return;
    }
    int left = 2 * node;
    int right = left + 1;
    refresh(hasher, left);
    refresh(hasher, right);
    if (kinds[left] == NONE && kinds[right] != BRANCH) {
      kinds[node] = kinds[right];
      hashes[node] = hashes[right];
    } else if (kinds[right] == NONE && kinds[left] != BRANCH) {
      kinds[node] = kinds[left];
      hashes[node] = hashes[left];
    } else {
      kinds[node] = BRANCH;
      hashes[node] = hasher.node(orEmpty(hashes[left]), orEmpty(hashes[right]));
    }
    stale &= ~(1 << node);
  }

  private static byte[] orEmpty(byte @Nullable [] hash) {
    return hash == null ? StateHasher.EMPTY : hash;
  }

  private static byte[] present(byte @Nullable [] value) {
    if (value == null) {
      throw new IllegalStateException("the slot is no leaf");
    }
    return value;
  }

  /// The page as stored: which slots are leaves, which are branches (16 bits each), then per slot
  /// in order 64 bytes of a leaf or 32 of a branch.
  Bytes encoded() {
    int leaves = 0;
    int branches = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      leaves |= isLeaf(slot) ? 1 << slot : 0;
      branches |= isBranch(slot) ? 1 << slot : 0;
    }
    int size = StateHasher.SIZE;
    byte[] out =
        new byte[4 + Integer.bitCount(leaves) * 2 * size + Integer.bitCount(branches) * size];
    out[0] = (byte) (leaves >>> 8);
    out[1] = (byte) leaves;
    out[2] = (byte) (branches >>> 8);
    out[3] = (byte) branches;
    int at = 4;
    for (int slot = 0; slot < SLOTS; slot++) {
      if (isLeaf(slot)) {
        System.arraycopy(keyHash(slot), 0, out, at, size);
        System.arraycopy(valueHash(slot), 0, out, at + size, size);
        at += 2 * size;
      } else if (isBranch(slot)) {
        System.arraycopy(orEmpty(hashes[SLOTS + slot]), 0, out, at, size);
        at += size;
      }
    }
    return Bytes.wrap(out);
  }

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException on any other length
  static StatePage decode(Bytes stored, StateHasher hasher) {
    byte[] in = stored.unsafeArray();
    int size = StateHasher.SIZE;
    if (in.length < 4) {
      throw new IllegalArgumentException("a page of " + in.length + " bytes");
    }
    int leaves = ((in[0] & 0xFF) << 8) | (in[1] & 0xFF);
    int branches = ((in[2] & 0xFF) << 8) | (in[3] & 0xFF);
    int expected = 4 + Integer.bitCount(leaves) * 2 * size + Integer.bitCount(branches) * size;
    if ((leaves & branches) != 0 || in.length != expected) {
      throw new IllegalArgumentException("a page of " + in.length + " bytes");
    }
    var page = new StatePage();
    int at = 4;
    for (int slot = 0; slot < SLOTS; slot++) {
      if ((leaves >>> slot & 1) == 1) {
        byte[] keyHash = java.util.Arrays.copyOfRange(in, at, at + size);
        byte[] valueHash = java.util.Arrays.copyOfRange(in, at + size, at + 2 * size);
        page.set(slot, LEAF, hasher.leaf(keyHash, valueHash), keyHash, valueHash);
        at += 2 * size;
      } else if ((branches >>> slot & 1) == 1) {
        page.set(slot, BRANCH, java.util.Arrays.copyOfRange(in, at, at + size), null, null);
        at += size;
      }
    }
    page.dirty = false;
    return page;
  }
}
