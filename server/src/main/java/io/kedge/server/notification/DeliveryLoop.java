package io.kedge.server.notification;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Sends what is due, every second.
@Component
final class DeliveryLoop implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLoop.class);
  private static final long EVERY_MILLIS = 1_000;

  private final Deliveries deliveries;
  private volatile boolean running;

  DeliveryLoop(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  @Override
  public void start() {
    running = true;
    Thread.ofVirtual().name("kedge-deliveries").start(this::run);
  }

  private void run() {
    while (running) {
      int made = 0;
      try {
        made = deliveries.sendDue();
      } catch (RuntimeException e) {
        if (running) {
          LOG.error("nothing is delivered for the moment", e);
        }
      }
      if (made == 0) {
        try {
          Thread.sleep(EVERY_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
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
