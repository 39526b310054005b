package io.kedge.server.jobs;

import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Looks for due jobs twice a second, and at once when blocks came.
@Component
final class JobScheduler implements SmartLifecycle, WorkListener {
  private static final Logger LOG = LoggerFactory.getLogger(JobScheduler.class);
  private static final long IDLE_MILLIS = 500;
  private static final long AFTER_FAILURE_MILLIS = 5_000;

  private final LedgerGateway gateway;
  private final JobRunner runner;
  private final Semaphore news = new Semaphore(0);
  private volatile @Nullable Thread thread;

  JobScheduler(LedgerGateway gateway, JobRunner runner) {
    this.gateway = gateway;
    this.runner = runner;
  }

  @Override
  public void followed(String ledger) {
    news.release();
  }

  @Override
  public void start() {
    thread = Thread.ofVirtual().name("kedge-jobs").start(this::run);
  }

  private void run() {
    while (isRunning()) {
      boolean looked = false;
      for (HostedLedger ledger : gateway.ledgers()) {
        looked |= isRunning() && runSafely(ledger);
      }
      if (!looked) {
        pause(IDLE_MILLIS);
      }
    }
  }

  private boolean runSafely(HostedLedger ledger) {
    try {
      return runner.runDue(ledger) > 0;
    } catch (RuntimeException e) {
      if (isRunning()) {
        LOG.error("jobs of {} are not looked at for the moment", ledger.name(), e);
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
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
