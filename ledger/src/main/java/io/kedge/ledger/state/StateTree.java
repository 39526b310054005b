package io.kedge.ledger.state;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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

  /// One changed entry: the hash of its key, and of its value unless it was removed.
  private static final class Change {
    final byte[] keyHash;
    final byte @Nullable [] valueHash;

    Change(byte[] keyHash, byte @Nullable [] valueHash) {
      this.keyHash = keyHash;
      this.valueHash = valueHash;
    }
  }

  private final Pages store;
  private final int pagesMax;
  private final StateHasher hasher = new StateHasher();
  private final TreeSet<Bytes> removed = new TreeSet<>();
  private final StatePage root;
  private int pages = 1;
  private long round = 1;
  private long handOuts;

  /// The tree whose pages are in a store; an empty one where the store has none.
  ///
  /// @param store where pages are read from
  /// @param pagesMax above how many pages in memory those not in use are let go
  public StateTree(Pages store, int pagesMax) {
    this.store = store;
    this.pagesMax = pagesMax;
    this.root =
        store
            .read(List.of(PagePath.ROOT))
            .getFirst()
            .map(stored -> StatePage.decode(stored, hasher))
            .orElseGet(StatePage::new);
  }

  /// The state root.
  public Digest root() {
    return new Digest(Bytes.of(root.hash(hasher)));
  }

  /// Puts in the changes of a block.
  ///
  /// @param changes each changed key once; empty where it was removed
  public void update(Map<Key, Optional<Bytes>> changes) {
    round++;
    var sorted = new ArrayList<Change>(changes.size());
    changes.forEach(
        (key, value) ->
            sorted.add(new Change(hasher.key(key), value.map(hasher::value).orElse(null))));
    sorted.sort((a, b) -> Arrays.compareUnsigned(a.keyHash, b.keyHash));
    load(sorted);
    if (!sorted.isEmpty()) {
      update(root, 0, sorted);
    }
  }

  /// Reads the pages on the way to every changed entry, one level at a time.
  private void load(List<Change> sorted) {
    var level = List.of(new Visit(root, 0, sorted));
    while (!level.isEmpty()) {
      var next = new ArrayList<Visit>();
      var missing = new ArrayList<Missing>();
      for (Visit visit : level) {
        visit.page().touched = round;
        descend(visit, next, missing);
      }
      attach(missing, next);
      level = next;
    }
  }

  private record Visit(StatePage page, int depth, List<Change> changes) {}

  private record Missing(StatePage parent, int slot, int depth, List<Change> changes) {
    Bytes path() {
      return PagePath.of(changes.getFirst().keyHash, depth);
    }
  }

  private static void descend(Visit visit, List<Visit> next, List<Missing> missing) {
    List<Change> changes = visit.changes();
    for (int from = 0; from < changes.size(); ) {
      int slot = PagePath.nibble(changes.get(from).keyHash, visit.depth());
      int to = end(changes, from, visit.depth(), slot);
      List<Change> below = changes.subList(from, to);
      StatePage child = visit.page().child(slot);
      if (child != null) {
        next.add(new Visit(child, visit.depth() + 1, below));
      } else if (visit.page().isBranch(slot)) {
        missing.add(new Missing(visit.page(), slot, visit.depth() + 1, below));
      }
      from = to;
    }
  }

  private void attach(List<Missing> missing, List<Visit> next) {
    if (missing.isEmpty()) {
      return;
    }
    List<Optional<Bytes>> stored = store.read(missing.stream().map(Missing::path).toList());
    for (int i = 0; i < missing.size(); i++) {
      Missing wanted = missing.get(i);
      StatePage page =
          stored
              .get(i)
              .map(bytes -> StatePage.decode(bytes, hasher))
              .orElseThrow(() -> new StateDamagedException("state page " + wanted.path()));
      wanted.parent().attach(wanted.slot(), page);
      pages++;
      next.add(new Visit(page, wanted.depth(), wanted.changes()));
    }
  }

  private static int end(List<Change> changes, int from, int depth, int slot) {
    int to = from + 1;
    while (to < changes.size() && PagePath.nibble(changes.get(to).keyHash, depth) == slot) {
      to++;
    }
    return to;
  }

  private void update(StatePage page, int depth, List<Change> changes) {
    for (int from = 0; from < changes.size(); ) {
      int slot = PagePath.nibble(changes.get(from).keyHash, depth);
      int to = end(changes, from, depth, slot);
      List<Change> below = changes.subList(from, to);
      StatePage child = page.child(slot);
      if (child != null) {
        update(child, depth + 1, below);
        settle(page, slot, child, depth + 1, below.getFirst().keyHash);
      } else {
        fill(page, slot, depth, below);
      }
      page.dirtyBelow = true;
      from = to;
    }
  }

  /// Changes a slot that has no page below: it holds no entry or one.
  private void fill(StatePage page, int slot, int depth, List<Change> below) {
    var entries = new ArrayList<Change>(below.size() + 1);
    boolean kept = page.isLeaf(slot);
    for (Change change : below) {
      kept = kept && !Arrays.equals(page.keyHash(slot), change.keyHash);
      if (change.valueHash != null) {
        entries.add(change);
      }
    }
    if (kept) {
      entries.add(new Change(page.keyHash(slot), page.valueHash(slot)));
    }
    if (entries.isEmpty()) {
      if (!page.isEmpty(slot)) {
        page.setEmpty(slot);
      }
    } else if (entries.size() == 1) {
      setLeaf(page, slot, entries.getFirst());
    } else {
      entries.sort((a, b) -> Arrays.compareUnsigned(a.keyHash, b.keyHash));
      var child = new StatePage();
      child.touched = round;
      pages++;
      removed.remove(PagePath.of(entries.getFirst().keyHash, depth + 1));
      update(child, depth + 1, entries);
      page.setBranch(slot, child.hash(hasher), child);
    }
  }

  private void setLeaf(StatePage page, int slot, Change entry) {
    byte[] valueHash = entry.valueHash;
    if (valueHash == null) {
      throw new IllegalStateException("a removed entry has no leaf");
    }
    page.setLeaf(slot, entry.keyHash, valueHash, hasher.leaf(entry.keyHash, valueHash));
  }

  /// Takes over what a changed page below a slot has become.
  private void settle(StatePage page, int slot, StatePage child, int depth, byte[] path) {
    int only = child.onlyLeaf();
    boolean vacant = child.isVacant();
    if (!vacant && only < 0) {
      page.setBranch(slot, child.hash(hasher), child);
      return;
    }
    pages--;
    removed.add(PagePath.of(path, depth));
    if (vacant) {
      page.setEmpty(slot);
    } else {
      setLeaf(page, slot, new Change(child.keyHash(only), child.valueHash(only)));
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
      } else {
        bare = false;
      }
    }
    return bare;
  }
}
