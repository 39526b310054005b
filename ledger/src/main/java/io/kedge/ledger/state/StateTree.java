package io.kedge.ledger.state;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The canonical compact sparse Merkle tree over all entries of the state ([PlainStateRoot] says
/// what it is). A block's changes are put in together, so that they share their paths; pages are
/// read from the store level by level, many at once, and kept in memory while they are in use.
///
/// Pages changed since the last [#handOut] wait in memory. Not safe for use by several threads.
public final class StateTree {
  /// Reads stored pages.
  @FunctionalInterface
  public interface Pages {
    /// The pages of the given paths, in their order; empty where there is none.
    List<Optional<Bytes>> read(List<Bytes> paths);
  }

  /// One changed entry, ordered by the hash of its key.
  private static final class Change implements Comparable<Change> {
    /// The hash of its key, then that of its value.
    final byte[] entry;

    final boolean removed;
    private final long first;

    Change(byte[] entry, boolean removed) {
      this.entry = entry;
      this.removed = removed;
      this.first = (long) START.get(entry, 0);
    }

    boolean isOf(byte[] leaf) {
      return Arrays.equals(entry, 0, StateHasher.SIZE, leaf, 0, StateHasher.SIZE);
    }

    @Override
    public int compareTo(Change other) {
      int byStart = Long.compareUnsigned(first, other.first);
      return byStart != 0
          ? byStart
          : Arrays.compareUnsigned(entry, 0, StateHasher.SIZE, other.entry, 0, StateHasher.SIZE);
    }
  }

  private static final VarHandle START =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final Pages store;
  private final int pagesMax;
  private final StateHasher hasher = new StateHasher();
  private final TreeSet<Bytes> removed = new TreeSet<>();
  private final StatePage root;
  private int pages = 1;

  /// True while every page there is is in memory.
  private boolean complete;

  private long round = 1;
  private long handOuts;

  /// The tree whose pages are in a store; an empty one where the store has none.
  ///
  /// @param store where pages are read from
  /// @param pagesMax above how many pages in memory those not in use are let go
  public StateTree(Pages store, int pagesMax) {
    this.store = store;
    this.pagesMax = pagesMax;
    Optional<Bytes> stored = store.read(List.of(PagePath.ROOT)).getFirst();
    this.complete = stored.isEmpty();
    this.root = stored.map(StatePage::decode).orElseGet(StatePage::new);
  }

  /// The state root.
  public Digest root() {
    return new Digest(Bytes.of(root.hash(hasher)));
  }

  /// Puts in the changes of some blocks.
  ///
  /// @param changes each changed key once; empty where it was removed
  public void update(Map<Key, Optional<Bytes>> changes) {
    round++;
    var sorted = new Change[changes.size()];
    int count = 0;
    for (Map.Entry<Key, Optional<Bytes>> change : changes.entrySet()) {
      Optional<Bytes> value = change.getValue();
      sorted[count++] = new Change(hasher.entry(change.getKey(), value), value.isEmpty());
    }
    Arrays.sort(sorted);
    if (!complete) {
      load(sorted);
    }
    update(root, 0, sorted, 0, count);
  }

  /// Some changes, all below one page.
  private record Visit(StatePage page, int depth, int from, int to) {}

  private record Missing(StatePage parent, int slot, Visit below) {}

  /// Reads the pages on the way to every changed entry, one level at a time.
  private void load(Change[] sorted) {
    var level = List.of(new Visit(root, 0, 0, sorted.length));
    while (!level.isEmpty()) {
      var next = new ArrayList<Visit>();
      var missing = new ArrayList<Missing>();
      for (Visit visit : level) {
        descend(sorted, visit, next, missing);
      }
      attach(sorted, missing, next);
      level = next;
    }
  }

  private static void descend(
      Change[] sorted, Visit visit, List<Visit> next, List<Missing> missing) {
    StatePage page = visit.page();
    int depth = visit.depth();
    for (int from = visit.from(); from < visit.to(); ) {
      int slot = PagePath.nibble(sorted[from].entry, depth);
      int to = end(sorted, from, visit.to(), depth, slot);
      StatePage child = page.child(slot);
      if (child != null) {
        next.add(new Visit(child, depth + 1, from, to));
      } else if (page.isBranch(slot)) {
        missing.add(new Missing(page, slot, new Visit(page, depth + 1, from, to)));
      }
      from = to;
    }
  }

  private void attach(Change[] sorted, List<Missing> missing, List<Visit> next) {
    if (missing.isEmpty()) {
      return;
    }
    var paths = new ArrayList<Bytes>(missing.size());
    for (Missing wanted : missing) {
      paths.add(PagePath.of(sorted[wanted.below().from()].entry, wanted.below().depth()));
    }
    List<Optional<Bytes>> stored = store.read(paths);
    for (int i = 0; i < missing.size(); i++) {
      Bytes path = paths.get(i);
      StatePage page =
          stored
              .get(i)
              .map(StatePage::decode)
              .orElseThrow(() -> new StateDamagedException("state page " + path));
      Visit below = missing.get(i).below();
      missing.get(i).parent().attach(missing.get(i).slot(), page);
      pages++;
      next.add(new Visit(page, below.depth(), below.from(), below.to()));
    }
  }

  private static int end(Change[] changes, int from, int limit, int depth, int slot) {
    int to = from + 1;
    while (to < limit && PagePath.nibble(changes[to].entry, depth) == slot) {
      to++;
    }
    return to;
  }

  /// Puts changes in below a page; answers true where it is another page after that. A note that
  /// was made and spent since the last root is a removal of what was never there.
  private boolean update(StatePage page, int depth, Change[] changes, int first, int limit) {
    page.touched = round;
    boolean changed = false;
    for (int from = first; from < limit; ) {
      int slot = PagePath.nibble(changes[from].entry, depth);
      int to = end(changes, from, limit, depth, slot);
      StatePage child = page.child(slot);
      if (child == null) {
        changed |= fill(page, slot, depth, changes, from, to);
      } else if (update(child, depth + 1, changes, from, to)) {
        settle(page, slot, child, depth + 1, changes[from].entry);
        changed = true;
      }
      from = to;
    }
    page.dirtyBelow |= changed;
    return changed;
  }

  /// Changes a slot that has no page below: it holds no entry or one.
  private boolean fill(StatePage page, int slot, int depth, Change[] changes, int from, int to) {
    boolean kept = page.isLeaf(slot);
    int added = 0;
    for (int i = from; i < to; i++) {
      kept = kept && !changes[i].isOf(page.leaf(slot));
      added += changes[i].removed ? 0 : 1;
    }
    if (added == 0) {
      if (kept || page.isEmpty(slot)) {
        return false;
      }
      page.setEmpty(slot);
    } else if (added == 1 && !kept) {
      byte[] entry = onlyAdded(changes, from, to);
      if (page.isLeaf(slot) && Arrays.equals(page.leaf(slot), entry)) {
        return false;
      }
      page.setLeaf(slot, entry);
    } else {
      split(page, slot, depth, entries(page, slot, kept, changes, from, to));
    }
    return true;
  }

  private static byte[] onlyAdded(Change[] changes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!changes[i].removed) {
        return changes[i].entry;
      }
    }
    throw new IllegalStateException("nothing is added");
  }

  private static Change[] entries(
      StatePage page, int slot, boolean kept, Change[] changes, int from, int to) {
    var entries = new ArrayList<Change>(to - from + 1);
    for (int i = from; i < to; i++) {
      if (!changes[i].removed) {
        entries.add(changes[i]);
      }
    }
    if (kept) {
      entries.add(new Change(page.leaf(slot), false));
    }
    Collections.sort(entries);
    return entries.toArray(Change[]::new);
  }

  private void split(StatePage page, int slot, int depth, Change[] entries) {
    var child = new StatePage();
    pages++;
    removed.remove(PagePath.of(entries[0].entry, depth + 1));
    update(child, depth + 1, entries, 0, entries.length);
    page.setBranch(slot, child, hasher);
  }

  /// Takes over what a changed page below a slot has become.
  private void settle(StatePage page, int slot, StatePage child, int depth, byte[] path) {
    int only = child.onlyLeaf();
    boolean vacant = child.isVacant();
    if (!vacant && only < 0) {
      page.setBranch(slot, child, hasher);
      return;
    }
    pages--;
    removed.add(PagePath.of(path, depth));
    if (vacant) {
      page.setEmpty(slot);
    } else {
      page.setLeaf(slot, child.leaf(only));
    }
  }

  /// A page as it is now, in the encoding of stored pages; empty where there is none.
  ///
  /// @param path its depth in nibbles, then the nibbles, as pages are named in a store
  public Optional<Bytes> page(Bytes path) {
    byte[] way = new byte[Digest.SIZE];
    System.arraycopy(path.unsafeArray(), 1, way, 0, path.size() - 1);
    StatePage page = root;
    for (int depth = 0; depth < path.at(0); depth++) {
      int slot = PagePath.nibble(way, depth);
      StatePage child = page.child(slot);
      if (child == null) {
        return page.isBranch(slot) ? store.read(List.of(path)).getFirst() : Optional.empty();
      }
      page = child;
    }
    return Optional.of(page.encoded());
  }

  /// Pages in memory.
  public int pagesInMemory() {
    return pages;
  }

  /// Hands out every page that changed since the last time, and every path that has no page any
  /// more (empty), as they are now.
  public SortedMap<Bytes, Optional<Bytes>> handOut() {
    handOuts++;
    var changed = new TreeMap<Bytes, Optional<Bytes>>();
    removed.forEach(path -> changed.put(path, Optional.empty()));
    removed.clear();
    collect(root, new byte[Digest.SIZE], 0, changed);
    return changed;
  }

  private void collect(
      StatePage page, byte[] path, int depth, SortedMap<Bytes, Optional<Bytes>> into) {
    if (page.dirty) {
      into.put(PagePath.of(path, depth), Optional.of(page.encoded()));
      page.dirty = false;
      page.handedOut = handOuts;
    }
    if (page.dirtyBelow) {
      for (int slot = 0; slot < StatePage.SLOTS; slot++) {
        StatePage child = page.child(slot);
        if (child != null && (child.dirty || child.dirtyBelow)) {
          PagePath.setNibble(path, depth, slot);
          collect(child, path, depth + 1, into);
          PagePath.setNibble(path, depth, 0);
        }
      }
      page.dirtyBelow = false;
    }
  }

  /// How many times pages were handed out.
  public long handOuts() {
    return handOuts;
  }

  /// Learns that a hand-out and all before it are in the store; lets go of pages not in use where
  /// there are too many.
  ///
  /// @param handOut the number of the hand-out, from 1
  public void stored(long handOut) {
    for (long unused = 16;
        pages > pagesMax && unused >= 0;
        unused = unused == 0 ? -1 : unused / 2) {
      release(root, handOut, round - unused);
    }
  }

  /// Lets go of pages below one; answers true where none is left below it.
  private boolean release(StatePage page, long handOut, long touchedBefore) {
    boolean bare = true;
    for (int slot = 0; slot < StatePage.SLOTS; slot++) {
      StatePage child = page.child(slot);
      if (child == null) {
        continue;
      }
      boolean childBare = release(child, handOut, touchedBefore);
      boolean clean = !child.dirty && !child.dirtyBelow && child.handedOut <= handOut;
      if (childBare && clean && child.touched <= touchedBefore) {
        page.detach(slot);
        pages--;
        complete = false;
      } else {
        bare = false;
      }
    }
    return bare;
  }
}
