package io.kedge.bench.sim;

import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.ledger.state.Applied;
import io.kedge.ledger.state.CommandRecord;
import io.kedge.ledger.state.FrozenState;
import io.kedge.ledger.state.MemoryStateStore;
import io.kedge.ledger.state.StateStore;
import io.kedge.ledger.state.StateWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/// Derived state that forgets, when the power fails, some of the last writes that were not flushed,
/// or all it has: what a store is allowed to ([StateStore]).
final class SimState implements StateStore.Provider {
  private final List<StateWrite> writes = new ArrayList<>();
  private int flushed;

  @Override
  public synchronized StateStore open() {
    return new Store(contents());
  }

  /// A store with everything written so far.
  synchronized MemoryStateStore contents() {
    var store = new MemoryStateStore();
    writes.forEach(store::write);
    return store;
  }

  @Override
  public synchronized void destroy() {
    writes.clear();
    flushed = 0;
  }

  /// A second one with the same content.
  synchronized SimState copy() {
    var copy = new SimState();
    copy.writes.addAll(writes);
    copy.flushed = flushed;
    return copy;
  }

  /// The power fails: some writes after the last flush are gone, and once in eight times all.
  synchronized void cut(RandomGenerator random) {
    int kept = random.nextInt(8) == 0 ? 0 : random.nextInt(flushed, writes.size() + 1);
    writes.subList(kept, writes.size()).clear();
    flushed = Math.min(flushed, kept);
  }

  private synchronized void written(StateWrite write) {
    writes.add(write);
  }

  private synchronized void flush() {
    flushed = writes.size();
  }

  /// Tells of every write, and leaves the rest to a store in memory.
  private final class Store implements StateStore {
    private final MemoryStateStore memory;

    Store(MemoryStateStore memory) {
      this.memory = memory;
    }

    @Override
    public Optional<Applied> applied() {
      return memory.applied();
    }

    @Override
    public Optional<Bytes> get(Key key) {
      return memory.get(key);
    }

    @Override
    public List<Optional<Bytes>> getAll(List<Key> keys) {
      return memory.getAll(keys);
    }

    @Override
    public List<LedgerView.Entry> range(String prefix, String after, int limit) {
      return memory.range(prefix, after, limit);
    }

    @Override
    public List<Optional<CommandRecord>> commands(List<CommandId> ids) {
      return memory.commands(ids);
    }

    @Override
    public List<Optional<Bytes>> pages(List<Bytes> paths) {
      return memory.pages(paths);
    }

    @Override
    public void write(StateWrite write) {
      memory.write(write);
      written(write);
    }

    @Override
    public void flush() {
      SimState.this.flush();
    }

    @Override
    public void forEachEntry(BiConsumer<Key, Bytes> visit) {
      memory.forEachEntry(visit);
    }

    @Override
    public void forEachCommand(BiConsumer<CommandId, CommandRecord> visit) {
      memory.forEachCommand(visit);
    }

    @Override
    public void forEachPage(BiConsumer<Bytes, Bytes> visit) {
      memory.forEachPage(visit);
    }

    @Override
    public FrozenState freeze() {
      return memory.freeze();
    }

    @Override
    public void verify() {
      memory.verify();
    }

    @Override
    public void close() {
      memory.close();
    }
  }
}
