package io.kedge.ledger.state;

import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A store that is only read, with what was written since in memory: for those who execute further
/// than a store stands and must not change it. Not safe for use by several threads.
public final class LayeredStateStore implements StateStore {
  private final StateStore base;
  private final TreeMap<Key, Optional<Bytes>> entries = new TreeMap<>();
  private final Map<CommandId, CommandRecord> commands = new HashMap<>();
  private final TreeMap<Bytes, Optional<Bytes>> pages = new TreeMap<>();
  private @Nullable Applied applied;

  /// A layer over a store, which is closed with it.
  public LayeredStateStore(StateStore base) {
    this.base = base;
  }

  @Override
  public Optional<Applied> applied() {
    return applied == null ? base.applied() : Optional.of(applied);
  }

  @Override
  public Optional<Bytes> get(Key key) {
    Optional<Bytes> own = entries.get(key);
    return own == null ? base.get(key) : own;
  }

  @Override
  public List<Optional<Bytes>> getAll(List<Key> keys) {
    return keys.stream().map(this::get).toList();
  }

  /// Takes the store's entries page by page, since those removed here do not count.
  @Override
  public List<LedgerView.Entry> range(String prefix, String after, int limit) {
    var merged = new TreeMap<Key, Bytes>();
    Key start = new Key(after.compareTo(prefix) < 0 ? prefix : after);
    String from = start.value();
    boolean more = true;
    while (more && merged.size() < limit) {
      List<LedgerView.Entry> read = base.range(prefix, from, limit);
      for (LedgerView.Entry entry : read) {
        if (!entries.containsKey(entry.key())) {
          merged.put(entry.key(), entry.value());
        }
      }
      more = read.size() == limit;
      from = more ? read.getLast().key().value() : from;
    }
    for (var entry : entries.tailMap(start, false).entrySet()) {
      if (!entry.getKey().value().startsWith(prefix)) {
        break;
      }
      entry.getValue().ifPresent(value -> merged.put(entry.getKey(), value));
    }
    return merged.entrySet().stream()
        .limit(limit)
        .map(entry -> new LedgerView.Entry(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  public List<Optional<CommandRecord>> commands(List<CommandId> ids) {
    return layered(
        ids,
        id -> commands.containsKey(id) ? Optional.ofNullable(commands.get(id)) : null,
        base::commands);
  }

  @Override
  public List<Optional<Bytes>> pages(List<Bytes> paths) {
    return layered(paths, pages::get, base::pages);
  }

  private static <K, V> List<Optional<V>> layered(
      List<K> keys,
      Function<K, @Nullable Optional<V>> own,
      Function<List<K>, List<Optional<V>>> below) {
    var found = new ArrayList<Optional<V>>(keys.size());
    for (K key : keys) {
      Optional<V> here = own.apply(key);
      found.add(here == null ? below.apply(List.of(key)).getFirst() : here);
    }
    return found;
  }

  @Override
  public void write(StateWrite write) {
    entries.putAll(write.entries());
    pages.putAll(write.pages());
    commands.putAll(write.commands());
    applied = write.applied();
  }

  @Override
  public void flush() {
    // What is written here is never durable.
  }

  @Override
  public void forEachEntry(BiConsumer<Key, Bytes> visit) {
    merge(entries, base::forEachEntry, visit);
  }

  @Override
  public void forEachPage(BiConsumer<Bytes, Bytes> visit) {
    merge(pages, base::forEachPage, visit);
  }

  private static <K> void merge(
      TreeMap<K, Optional<Bytes>> own,
      java.util.function.Consumer<BiConsumer<K, Bytes>> below,
      BiConsumer<K, Bytes> visit) {
    var all = new TreeMap<K, Bytes>();
    below.accept(all::put);
    own.forEach(
        (key, value) ->
            value.ifPresentOrElse(present -> all.put(key, present), () -> all.remove(key)));
    all.forEach(visit);
  }

  @Override
  public void forEachCommand(BiConsumer<CommandId, CommandRecord> visit) {
    var all = new TreeMap<CommandId, CommandRecord>();
    base.forEachCommand(all::put);
    all.putAll(commands);
    all.forEach(visit);
  }

  @Override
  public FrozenState freeze() {
    Applied mark = applied().orElseThrow(() -> new IllegalStateException("nothing is stored"));
    var entriesNow = new TreeMap<Key, Bytes>();
    forEachEntry(entriesNow::put);
    var commandsNow = new TreeMap<CommandId, CommandRecord>();
    forEachCommand(commandsNow::put);
    return new CopiedState(mark, entriesNow, commandsNow);
  }

  @Override
  public void verify() {
    base.verify();
  }

  @Override
  public void close() {
    base.close();
  }
}
