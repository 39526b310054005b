package io.kedge.ledger.disk;

import java.util.concurrent.atomic.AtomicLong;

/// A clock that shows what it is told: for tests, demonstrations and scenario runs.
public final class SimClock implements Clock {
  private final AtomicLong millis;

  /// Starts at a time, in milliseconds since 1970 UTC.
  public SimClock(long millis) {
    this.millis = new AtomicLong(millis);
  }

  @Override
  public long millis() {
    return millis.get();
  }

  /// Jumps to a time, in milliseconds since 1970 UTC; it may lie in the past.
  public void set(long millis) {
    this.millis.set(millis);
  }

  /// Jumps by a number of milliseconds, which may be negative.
  public void advance(long millis) {
    this.millis.addAndGet(millis);
  }
}
