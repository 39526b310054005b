package io.kedge.ledger.state;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/// The state of a store in memory at one moment: a copy.
record CopiedState(
    Applied applied, SortedMap<Key, Bytes> entries, SortedMap<CommandId, CommandRecord> commands)
    implements FrozenState {
  @Override
  public void forEachEntry(BiConsumer<Key, Bytes> visit) {
    entries.forEach(visit);
  }

  @Override
  public void forEachCommand(BiConsumer<CommandId, CommandRecord> visit) {
    commands.forEach(visit);
  }

  @Override
  public void close() {
    // Nothing to give back.
  }
}
