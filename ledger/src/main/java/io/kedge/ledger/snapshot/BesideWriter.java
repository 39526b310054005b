package io.kedge.ledger.snapshot;

import io.kedge.ledger.state.StateStore;
import io.kedge.ledger.state.StateWrite;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Writes to a store on a thread of its own while the next part is read and hashed; one part at a
/// time.
final class BesideWriter implements AutoCloseable {
  private final StateStore store;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("kedge-load").daemon().factory());
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  BesideWriter(StateStore store) {
    this.store = store;
  }

  /// Begins to write a part when the one before is written.
  void write(StateWrite part) {
    await();
    last = CompletableFuture.runAsync(() -> store.write(part), thread);
  }

  /// Waits until everything is written.
  void await() {
    try {
      last.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
