package io.kedge.ledger.state;

import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// State in memory: for simulations, inspections and small ledgers. It is empty at every start.
public final class MemoryStateStore implements StateStore {
  private final TreeMap<Key, Bytes> entries = new TreeMap<>();
  private final TreeMap<CommandId, CommandRecord> commands = new TreeMap<>();
  private final TreeMap<Bytes, Bytes> pages = new TreeMap<>();
  private @Nullable Applied applied;

  /// An empty store.
  public MemoryStateStore() {}

  /// Opens an empty store each time.
  public static Provider provider() {
    return new Provider() {
      @Override
      public StateStore open() {
        return new MemoryStateStore();
      }

      @Override
      public void destroy() {
        // Nothing outlives a store in memory.
      }
    };
  }

  @Override
  public synchronized Optional<Applied> applied() {
    return Optional.ofNullable(applied);
  }

  @Override
  public synchronized Optional<Bytes> get(Key key) {
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public synchronized List<Optional<Bytes>> getAll(List<Key> keys) {
    return keys.stream().map(this::get).toList();
  }

  @Override
  public synchronized List<LedgerView.Entry> range(String prefix, String after, int limit) {
    return entries
        .tailMap(new Key(after.compareTo(prefix) < 0 ? prefix : after), false)
        .entrySet()
        .stream()
        .takeWhile(entry -> entry.getKey().value().startsWith(prefix))
        .limit(limit)
        .map(entry -> new LedgerView.Entry(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  public synchronized List<Optional<CommandRecord>> commands(List<CommandId> ids) {
    return ids.stream().map(id -> Optional.ofNullable(commands.get(id))).toList();
  }

  @Override
  public synchronized List<Optional<Bytes>> pages(List<Bytes> paths) {
    return paths.stream().map(path -> Optional.ofNullable(pages.get(path))).toList();
  }

  @Override
  public synchronized void write(StateWrite write) {
    put(entries, write.entries());
    put(pages, write.pages());
    commands.putAll(write.commands());
    applied = write.applied();
  }

  private static <K> void put(Map<K, Bytes> into, Map<K, Optional<Bytes>> changes) {
    changes.forEach(
        (key, value) ->
            value.ifPresentOrElse(present -> into.put(key, present), () -> into.remove(key)));
  }

  @Override
  public void flush() {
    // Nothing of it is ever durable.
  }

  @Override
  public synchronized void forEachEntry(BiConsumer<Key, Bytes> visit) {
    entries.forEach(visit);
  }

  @Override
  public synchronized void forEachCommand(BiConsumer<CommandId, CommandRecord> visit) {
    commands.forEach(visit);
  }

  @Override
  public synchronized void forEachPage(BiConsumer<Bytes, Bytes> visit) {
    pages.forEach(visit);
  }

  @Override
  public synchronized FrozenState freeze() {
    Applied mark = applied().orElseThrow(() -> new IllegalStateException("nothing is stored"));
    return new CopiedState(mark, new TreeMap<>(entries), new TreeMap<>(commands));
  }

  @Override
  public void verify() {
    // Memory has no checksums.
  }

  @Override
  public void close() {
    // Nothing to give back.
  }
}
