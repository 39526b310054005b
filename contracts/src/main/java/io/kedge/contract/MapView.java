package io.kedge.contract;

import io.kedge.kernel.Bytes;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A ledger's state held in memory: for auditors, followers of small ledgers and tests.
///
/// Not safe for use by several threads.
public final class MapView implements LedgerView {
  private final TreeMap<Key, Bytes> entries = new TreeMap<>();

  @Override
  public Optional<Bytes> get(Key key) {
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public List<Entry> range(String prefix, String after, int limit) {
    return entries
        .tailMap(new Key(after.compareTo(prefix) < 0 ? prefix : after), false)
        .entrySet()
        .stream()
        .takeWhile(entry -> entry.getKey().value().startsWith(prefix))
        .limit(limit)
        .map(entry -> new Entry(entry.getKey(), entry.getValue()))
        .toList();
  }

  /// Applies the changes of an accepted command.
  public void apply(List<Change> changes) {
    for (Change change : changes) {
      switch (change) {
        case Change.Put(var key, var value) -> entries.put(key, value);
        case Change.Delete(var key) -> entries.remove(key);
      }
    }
  }

  /// Everything there is, in key order.
  public SortedMap<Key, Bytes> entries() {
    return Collections.unmodifiableSortedMap(entries);
  }
}
