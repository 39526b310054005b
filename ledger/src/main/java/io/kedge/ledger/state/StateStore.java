package io.kedge.ledger.state;

import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Where derived state is kept. A store may lose all of it, or what was written last, but never a
/// part of one [StateWrite]; the node fills it again from the log. Reads may come from any thread,
/// writes from one at a time.
///
/// Every method throws [StateDamagedException] where the store cannot be read.
public interface StateStore extends AutoCloseable {
  /// Up to where it holds the state; empty where it is new.
  Optional<Applied> applied();

  /// The value of an entry.
  Optional<Bytes> get(Key key);

  /// The values of many entries, in their order.
  List<Optional<Bytes>> getAll(List<Key> keys);

  /// A bounded range of entries, as [LedgerView#range].
  List<LedgerView.Entry> range(String prefix, String after, int limit);

  /// Where commands were decided, in their order; empty where one was not.
  List<Optional<CommandRecord>> commands(List<CommandId> ids);

  /// Pages of the state tree, in the order of their paths.
  List<Optional<Bytes>> pages(List<Bytes> paths);

  /// Writes.
  void write(StateWrite write);

  /// Makes durable what was written.
  void flush();

  /// Every entry in key order, for inspections.
  void forEachEntry(BiConsumer<Key, Bytes> visit);

  /// Every decided command in the order of ids, for inspections.
  void forEachCommand(BiConsumer<CommandId, CommandRecord> visit);

  /// Every page of the state tree, for inspections.
  void forEachPage(BiConsumer<Bytes, Bytes> visit);

  /// The state as it is after the last [StateWrite], standing still while the store moves on. It
  /// must be closed by the thread that asked for it, and before the store is: [#close] waits for
  /// it.
  FrozenState freeze();

  /// Reads everything once for the sake of its checksums.
  void verify();

  /// Ends the use of it, without making anything durable.
  @Override
  void close();

  /// Opens the state of one ledger, and can throw it away.
  interface Provider {
    /// Opens it, making an empty one where there is none.
    ///
    /// @throws StateDamagedException where it cannot be opened; [#destroy] and opening again helps
    StateStore open();

    /// Throws it away. It must not be open.
    void destroy();
  }
}
