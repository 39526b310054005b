package io.kedge.server.ledger;

import io.kedge.projection.block.ChangeQueries;
import io.kedge.server.store.LedgerReads;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/// Changes of the newest blocks, read from the database once for all who listen. There is no queue
/// for each listener: each remembers only at which height it is.
@Component
final class ChangeFeed {
  /// So many blocks are kept; who falls further behind is cut off and comes back with its height.
  static final int KEPT = 1_024;

  private final LedgerReads reads;
  private final Map<String, ConcurrentSkipListMap<Long, Changes.Block>> kept =
      new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final Runnable stop;
  private volatile boolean closed;

  ChangeFeed(LedgerReads reads) {
    this.reads = reads;
    stop = reads.listen((_, _, _) -> signal());
  }

  private void signal() {
    lock.lock();
    try {
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The height up to which blocks can be told.
  long height(String ledger) {
    return reads.height(ledger);
  }

  /// Waits for a block.
  ///
  /// @return false where it did not come in time
  boolean await(String ledger, long height, Duration atMost) throws InterruptedException {
    long nanos = atMost.toNanos();
    lock.lock();
    try {
      while (!closed && height(ledger) < height) {
        if (nanos <= 0) {
          return false;
        }
        nanos = more.awaitNanos(nanos);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /// True once the server stops.
  boolean closed() {
    return closed;
  }

  /// What a block changed.
  ///
  /// @param height of a block that can be told
  Changes.Block at(String ledger, long height) {
    var blocks = kept.computeIfAbsent(ledger, _ -> new ConcurrentSkipListMap<>());
    return Optional.ofNullable(blocks.get(height)).orElseGet(() -> read(ledger, height, blocks));
  }

  private Changes.Block read(
      String ledger, long height, ConcurrentSkipListMap<Long, Changes.Block> blocks) {
    var block = Changes.Block.of(new ChangeQueries(reads.models(ledger)).at(height));
    if (height > height(ledger) - KEPT) {
      blocks.put(height, block);
      while (blocks.size() > KEPT) {
        blocks.pollFirstEntry();
      }
    }
    return block;
  }

  @PreDestroy
  void close() {
    closed = true;
    stop.run();
    signal();
  }

  /// For those who wait between beats.
  static final Duration BEAT = Duration.ofNanos(TimeUnit.SECONDS.toNanos(15));
}
