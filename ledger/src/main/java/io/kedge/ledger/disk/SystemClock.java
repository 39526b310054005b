package io.kedge.ledger.disk;

/// The machine's clock.
public final class SystemClock implements Clock {
  @Override
  public long millis() {
    return System.currentTimeMillis();
  }
}
