package io.kedge.server.jobs;

import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.block.Block;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import io.kedge.server.store.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Takes every block of every ledger into the tables of jobs, inbox and notification, in order,
/// each
/// once.
@Component
public final class LedgerFollower implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerFollower.class);
  private static final int BLOCKS_AT_ONCE = 50;
  private static final long IDLE_MILLIS = 500;
  private static final long AFTER_FAILURE_MILLIS = 5_000;

  private final LedgerGateway gateway;
  private final DSLContext db;
  private final ObjectProvider<BlockWork> works;
  private final ObjectProvider<WorkListener> listeners;
  private final Map<String, Runnable> heard = new HashMap<>();
  private final Semaphore news = new Semaphore(0);
  private volatile @Nullable Thread thread;

  LedgerFollower(
      LedgerGateway gateway,
      Store store,
      ObjectProvider<BlockWork> works,
      ObjectProvider<WorkListener> listeners) {
    this.gateway = gateway;
    this.db = store.db();
    this.works = works;
    this.listeners = listeners;
  }

  /// Takes in all blocks there are now.
  ///
  /// @return true where there was any
  public boolean follow(HostedLedger ledger) {
    boolean any = false;
    while (db.transactionResult(inside -> step(inside.dsl(), ledger))) {
      any = true;
      listeners.forEach(listener -> listener.followed(ledger.name()));
    }
    return any;
  }

  private boolean step(DSLContext inside, HostedLedger ledger) {
    long position = lockPosition(inside, ledger);
    long until = Math.min(ledger.height(), position + BLOCKS_AT_ONCE);
    if (until <= position) {
      return false;
    }
    List<BlockWork> ordered = works.orderedStream().toList();
    LedgerTime time = LedgerTime.of(0);
    for (long height = position + 1; height <= until; height++) {
      Optional<Block> block = ledger.block(height);
      if (block.isEmpty()) {
        throw new IllegalStateException(ledger.name() + " has no payloads of block " + height);
      }
      WorkBlock work = WorkBlock.of(ledger, block.get());
      ordered.forEach(each -> each.apply(inside, work));
      time = work.time();
    }
    inside.execute(
        "update kedge.work_position set height = ?, at = ? where ledger = ?",
        until,
        time.millis(),
        ledger.name());
    return true;
  }

  /// Locks how far the tables follow a ledger, in a transaction.
  static long lockPosition(DSLContext inside, HostedLedger ledger) {
    String id = ledger.genesis().ledgerId().hex();
    inside.execute(
        "insert into kedge.work_position (ledger, ledger_id, height, at) values (?, ?, 0, 0)"
            + " on conflict do nothing",
        ledger.name(),
        id);
    var row =
        Objects.requireNonNull(
            inside.fetchOne(
                "select ledger_id, height from kedge.work_position where ledger = ? for update",
                ledger.name()));
    if (!id.equals(row.get("ledger_id", String.class))) {
      throw new IllegalStateException(
          "the database follows another ledger of the name " + ledger.name());
    }
    return Objects.requireNonNull(row.get("height", Long.class));
  }

  @Override
  public void start() {
    thread = Thread.ofVirtual().name("kedge-follower").start(this::run);
  }

  private void run() {
    while (isRunning()) {
      boolean moved = false;
      for (HostedLedger ledger : gateway.ledgers()) {
        heard.computeIfAbsent(ledger.name(), _ -> ledger.onHeight(_ -> news.release()));
        moved |= followSafely(ledger);
      }
      if (!moved) {
        pause(IDLE_MILLIS);
      }
    }
  }

  private boolean followSafely(HostedLedger ledger) {
    try {
      return follow(ledger);
    } catch (RuntimeException e) {
      if (isRunning()) {
        LOG.error("{} is not followed at the moment", ledger.name(), e);
        pause(AFTER_FAILURE_MILLIS);
      }
      return false;
    }
  }

  private void pause(long millis) {
    try {
      if (news.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      thread = null;
    }
  }

  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    news.release();
    if (running != null) {
      try {
        running.join(AFTER_FAILURE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    heard.values().forEach(Runnable::run);
    heard.clear();
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
