package io.kedge.server.money;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Has the work between bank and ledger done every second while the server serves.
@Component
class MoneyClock implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(MoneyClock.class);
  private static final long PAUSE_MILLIS = 1_000;

  private final MoneyWork work;
  private volatile boolean running;
  private Thread thread = new Thread();

  MoneyClock(MoneyWork work) {
    this.work = work;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofVirtual().name("kedge-money").start(this::loop);
  }

  private void loop() {
    while (running) {
      try {
        work.run();
      } catch (RuntimeException e) {
        LOG.error("money: it goes on with the next round", e);
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void stop() {
    running = false;
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
