package io.kedge.ledger.state;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import java.util.function.BiConsumer;

/// The state of a store as it was at one moment.
public interface FrozenState extends AutoCloseable {
  /// Up to where it is the state.
  Applied applied();

  /// Every entry in the order of the bytes of its key.
  void forEachEntry(BiConsumer<Key, Bytes> visit);

  /// Every decided command in the order of ids.
  void forEachCommand(BiConsumer<CommandId, CommandRecord> visit);

  @Override
  void close();
}
