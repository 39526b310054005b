package io.kedge.cli;

import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.disk.Clock;

/// A clock that shows what the story says, so that months pass in a moment. Only packs use it.
final class StoryClock implements Clock {
  private volatile long millis;

  StoryClock(LedgerTime start) {
    millis = start.millis();
  }

  @Override
  public long millis() {
    return millis;
  }

  /// Moves on to a moment; never back.
  synchronized void advanceTo(LedgerTime time) {
    millis = Math.max(millis, time.millis());
  }
}
