package io.kedge.offering;

import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// A span on an offering's clock: open from its first moment, closed at its last.
///
/// @param opens the first moment inside
/// @param closes the first moment after it
public record Window(LedgerTime opens, LedgerTime closes) {
  /// True where it opens before it closes.
  public boolean inOrder() {
    return opens.isBefore(closes);
  }

  /// True where the moment is inside.
  public boolean contains(LedgerTime clock) {
    return !clock.isBefore(opens) && clock.isBefore(closes);
  }

  /// The window that opens at another moment and is as long.
  public Window movedTo(LedgerTime opening) {
    return new Window(
        opening, closes.plusMillis(Math.subtractExact(opening.millis(), opens.millis())));
  }

  /// The window that opens at another moment and closes when it did.
  public Window openingAt(LedgerTime opening) {
    return new Window(opening, closes);
  }

  /// The window that closes at another moment.
  public Window closingAt(LedgerTime closing) {
    return new Window(opens, closing);
  }

  Wire write(Wire out) {
    return out.time(opens).time(closes);
  }

  static Window read(WireReader in) {
    return new Window(in.time(), in.time());
  }
}
