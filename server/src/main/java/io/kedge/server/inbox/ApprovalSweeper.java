package io.kedge.server.inbox;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Every ten seconds: sends again what may not have been taken, and ends what waited too long.
@Component
final class ApprovalSweeper implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ApprovalSweeper.class);
  private static final long EVERY_MILLIS = 10_000;

  private final Approvals approvals;
  private volatile boolean running;

  ApprovalSweeper(Approvals approvals) {
    this.approvals = approvals;
  }

  @Override
  public void start() {
    running = true;
    Thread.ofVirtual().name("kedge-approvals").start(this::run);
  }

  private void run() {
    while (running) {
      try {
        approvals.sweep();
      } catch (RuntimeException e) {
        if (running) {
          LOG.error("approvals are not looked at for the moment", e);
        }
      }
      try {
        Thread.sleep(EVERY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
