package io.kedge.ledger.log;

import java.io.IOException;

/// A damaged log cannot be put back. Nothing was changed.
public final class MendRefused extends IOException {
  private static final long serialVersionUID = 1L;

  /// Why not.
  public enum Reason {
    /// The records that are missing cannot be had: nobody has them, or not that many.
    NOT_COVERED,
    /// Nobody knows any more where the missing records lay: neither what is left of the segments
    /// nor the other node's layout gives a place that fits.
    LAYOUT_UNKNOWN
  }

  private final Reason reason;

  /// Refused, with the record it is about.
  MendRefused(Reason reason, long index) {
    super(reason + ", at record " + index);
    this.reason = reason;
  }

  /// Why.
  public Reason reason() {
    return reason;
  }
}
