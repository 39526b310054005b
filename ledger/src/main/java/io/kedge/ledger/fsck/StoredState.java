package io.kedge.ledger.fsck;

import io.kedge.contract.Key;
import io.kedge.contract.MapView;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.ledger.node.NodeParts;
import io.kedge.ledger.ordering.Tip;
import io.kedge.ledger.state.Applied;
import io.kedge.ledger.state.CommandRecord;
import io.kedge.ledger.state.PlainStateRoot;
import io.kedge.ledger.state.StateDamagedException;
import io.kedge.ledger.state.StateStore;
import io.kedge.ledger.state.StateTree;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Compares the stored state with the one executed again, at the height the store stands at.
final class StoredState implements AutoCloseable {
  private static final String REPAIR =
      "delete the directory " + NodeParts.STATE + ": the next start makes it again from the log";

  private final MapView model;
  private final SortedMap<CommandId, CommandRecord> index;
  private final List<FsckFault> faults;
  private @Nullable StateStore store;
  private long height = -1;
  private boolean compared;

  StoredState(
      Optional<Supplier<StateStore>> open,
      MapView model,
      SortedMap<CommandId, CommandRecord> index,
      List<FsckFault> faults,
      List<String> notes) {
    this.model = model;
    this.index = index;
    this.faults = faults;
    if (open.isEmpty()) {
      notes.add("there is no stored state; the next start makes it");
      return;
    }
    try {
      store = open.get().get();
      store.verify();
      height = store.applied().map(Applied::height).orElse(-1L);
      if (height < 0) {
        notes.add("the stored state is empty; the next start makes it");
      }
    } catch (StateDamagedException | IllegalArgumentException e) {
      fault(0, String.valueOf(e.getMessage()));
    }
  }

  private void fault(long at, String what) {
    faults.add(new FsckFault(NodeParts.STATE, at, what, REPAIR));
  }

  /// Compares, if the store stands at this block.
  void compareAt(Tip tip) {
    StateStore open = store;
    if (open == null || tip.number() != height) {
      return;
    }
    compared = true;
    try {
      compare(open, tip);
    } catch (StateDamagedException | IllegalArgumentException e) {
      fault(height, String.valueOf(e.getMessage()));
    }
  }

  private void compare(StateStore open, Tip tip) {
    Applied applied = open.applied().orElseThrow();
    var root = PlainStateRoot.of(model.entries());
    if (!applied.header().equals(tip.header()) || !applied.root().equals(root)) {
      fault(height, "it is marked as the state of another block");
    }
    var entries = new TreeMap<Key, Bytes>();
    open.forEachEntry(entries::put);
    difference(entries, model.entries()).ifPresent(key -> fault(height, "entry " + key));
    var commands = new TreeMap<CommandId, CommandRecord>();
    open.forEachCommand(commands::put);
    difference(commands, index).ifPresent(id -> fault(height, "index of command " + id));
    var expected = new StateTree(paths -> nothing(paths.size()), Integer.MAX_VALUE);
    var all = new HashMap<Key, Optional<Bytes>>();
    model.entries().forEach((key, value) -> all.put(key, Optional.of(value)));
    expected.update(all);
    var wanted = new TreeMap<Bytes, Bytes>();
    expected.handOut().forEach((path, page) -> page.ifPresent(bytes -> wanted.put(path, bytes)));
    var pages = new TreeMap<Bytes, Bytes>();
    open.forEachPage(pages::put);
    difference(pages, wanted).ifPresent(path -> fault(height, "page " + path + " of the tree"));
  }

  private static List<Optional<Bytes>> nothing(int count) {
    return java.util.Collections.nCopies(count, Optional.empty());
  }

  /// The first key that the one has otherwise than the other.
  private static <K extends Comparable<K>, V> Optional<K> difference(
      SortedMap<K, V> stored, SortedMap<K, V> expected) {
    for (var entry : expected.entrySet()) {
      if (!entry.getValue().equals(stored.get(entry.getKey()))) {
        return Optional.of(entry.getKey());
      }
    }
    return stored.keySet().stream().filter(key -> !expected.containsKey(key)).findFirst();
  }

  @Override
  public void close() {
    if (height >= 0 && !compared) {
      fault(height, "it is ahead of the blocks that could be executed");
    }
    if (store != null) {
      store.close();
    }
  }
}
