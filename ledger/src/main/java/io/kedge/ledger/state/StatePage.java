package io.kedge.ledger.state;

import io.kedge.kernel.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Four levels of the state tree: sixteen slots under one prefix of the path. A slot is empty, a
/// leaf where exactly one entry is below it, or a branch where there are more; those are in a page
/// of their own. How a tree is cut into pages is no part of its root.
///
/// The hashes of all thirty-one nodes are kept while the page is in memory, side by side in one
/// array, so that a change of one slot costs four hashes and a pair of children is hashed where it
/// lies.
final class StatePage {
  static final int SLOTS = 16;

  private static final int SIZE = StateHasher.SIZE;

  // Nodes are in heap order: 1 is the page's root, 16 to 31 are the slots. Bit n is node n.
  private int present;
  private int branches;
  private int stale = -1;
  private final byte[] hashes = new byte[2 * SLOTS * SIZE];
  private final byte[] @Nullable [] leaves = new byte[SLOTS][];
  private @Nullable StatePage @Nullable [] children;

  /// True where it differs from what was last handed out for storing.
  boolean dirty;

  /// True where a page below it is dirty.
  boolean dirtyBelow;

  /// The hand-out it was last part of, 0 where it came from the store.
  long handedOut;

  /// The last round it was touched in.
  long touched;

  private static int bit(int slot) {
    return 1 << (SLOTS + slot);
  }

  boolean isEmpty(int slot) {
    return (present & bit(slot)) == 0;
  }

  boolean isLeaf(int slot) {
    return (present & ~branches & bit(slot)) != 0;
  }

  boolean isBranch(int slot) {
    return (branches & bit(slot)) != 0;
  }

  /// The entry of a leaf: the hash of its key, then that of its value.
  byte[] leaf(int slot) {
    byte[] leaf = leaves[slot];
    if (leaf == null) {
      throw new IllegalStateException("the slot is no leaf");
    }
    return leaf;
  }

  @Nullable StatePage child(int slot) {
    return children == null ? null : children[slot];
  }

  void attach(int slot, StatePage child) {
    if (children == null) {
      children = new StatePage[SLOTS];
    }
    children[slot] = child;
  }

  void detach(int slot) {
    if (children != null) {
      children[slot] = null;
    }
  }

  void setEmpty(int slot) {
    change(slot);
    present &= ~bit(slot);
    branches &= ~bit(slot);
    leaves[slot] = null;
    int at = (SLOTS + slot) * SIZE;
    Arrays.fill(hashes, at, at + SIZE, (byte) 0);
    stale &= ~bit(slot);
    detach(slot);
  }

  /// Puts an entry into a slot.
  ///
  /// @param leaf as in [#leaf]; never written to again
  void setLeaf(int slot, byte[] leaf) {
    change(slot);
    present |= bit(slot);
    branches &= ~bit(slot);
    leaves[slot] = leaf;
    detach(slot);
  }

  /// Takes over the hash of the page below a slot.
  void setBranch(int slot, StatePage child, StateHasher hasher) {
    child.refresh(hasher, 1);
    change(slot);
    present |= bit(slot);
    branches |= bit(slot);
    leaves[slot] = null;
    System.arraycopy(child.hashes, SIZE, hashes, (SLOTS + slot) * SIZE, SIZE);
    stale &= ~bit(slot);
    attach(slot, child);
  }

  private void change(int slot) {
    dirty = true;
    for (int node = SLOTS + slot; node > 0; node /= 2) {
      stale |= 1 << node;
    }
  }

  /// The only entry below the page's root, as its slot; -1 where there are none or several.
  int onlyLeaf() {
    int slots = present >>> SLOTS;
    boolean one = (branches >>> SLOTS) == 0 && Integer.bitCount(slots) == 1;
    return one ? Integer.numberOfTrailingZeros(slots) : -1;
  }

  /// True where no entry is below it.
  boolean isVacant() {
    return present >>> SLOTS == 0;
  }

  /// The hash of the subtree.
  byte[] hash(StateHasher hasher) {
    refresh(hasher, 1);
    return Arrays.copyOfRange(hashes, SIZE, 2 * SIZE);
  }

  private void refresh(StateHasher hasher, int node) {
    if ((stale >>> node & 1) == 0) {
      return;
    }
    stale &= ~(1 << node);
    if (node >= SLOTS) {
      refreshSlot(hasher, node);
      return;
    }
    int left = 2 * node;
    int right = left + 1;
    refresh(hasher, left);
    refresh(hasher, right);
    boolean some = ((present >>> left | present >>> right) & 1) == 1;
    boolean both = (present >>> left & present >>> right & 1) == 1;
    boolean branch = both || ((branches >>> left | branches >>> right) & 1) == 1;
    present = some ? present | 1 << node : present & ~(1 << node);
    branches = branch ? branches | 1 << node : branches & ~(1 << node);
    if (branch) {
      hasher.node(hashes, left * SIZE, hashes, node * SIZE);
    } else { // at most one entry below: its hash, or nothing, is the node's
      int only = (present >>> left & 1) == 1 ? left : right;
      System.arraycopy(hashes, only * SIZE, hashes, node * SIZE, SIZE);
    }
  }

  private void refreshSlot(StateHasher hasher, int node) {
    byte[] leaf = leaves[node - SLOTS];
    if (leaf != null) {
      hasher.leaf(leaf, hashes, node * SIZE);
    }
  }

  /// The page as stored: which slots are leaves, which are branches (16 bits each), then per slot
  /// in order 64 bytes of a leaf or 32 of a branch.
  Bytes encoded() {
    int leafSlots = (present & ~branches) >>> SLOTS;
    int branchSlots = branches >>> SLOTS;
    byte[] out = new byte[encodedSize(leafSlots, branchSlots)];
    out[0] = (byte) (leafSlots >>> 8);
    out[1] = (byte) leafSlots;
    out[2] = (byte) (branchSlots >>> 8);
    out[3] = (byte) branchSlots;
    int at = 4;
    for (int slot = 0; slot < SLOTS; slot++) {
      if (isLeaf(slot)) {
        System.arraycopy(leaf(slot), 0, out, at, 2 * SIZE);
        at += 2 * SIZE;
      } else if (isBranch(slot)) {
        System.arraycopy(hashes, (SLOTS + slot) * SIZE, out, at, SIZE);
        at += SIZE;
      }
    }
    return Bytes.wrap(out);
  }

  private static int encodedSize(int leafSlots, int branchSlots) {
    return 4 + Integer.bitCount(leafSlots) * 2 * SIZE + Integer.bitCount(branchSlots) * SIZE;
  }

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException on any other length
  static StatePage decode(Bytes stored) {
    byte[] in = stored.unsafeArray();
    if (in.length < 4) {
      throw new IllegalArgumentException("a page of " + in.length + " bytes");
    }
    int leafSlots = ((in[0] & 0xFF) << 8) | (in[1] & 0xFF);
    int branchSlots = ((in[2] & 0xFF) << 8) | (in[3] & 0xFF);
    if ((leafSlots & branchSlots) != 0 || in.length != encodedSize(leafSlots, branchSlots)) {
      throw new IllegalArgumentException("a page of " + in.length + " bytes");
    }
    var page = new StatePage();
    page.present = (leafSlots | branchSlots) << SLOTS;
    page.branches = branchSlots << SLOTS;
    int at = 4;
    for (int slot = 0; slot < SLOTS; slot++) {
      if (page.isLeaf(slot)) {
        page.leaves[slot] = Arrays.copyOfRange(in, at, at + 2 * SIZE);
        at += 2 * SIZE;
      } else if (page.isBranch(slot)) {
        System.arraycopy(in, at, page.hashes, (SLOTS + slot) * SIZE, SIZE);
        at += SIZE;
      }
    }
    return page;
  }
}
