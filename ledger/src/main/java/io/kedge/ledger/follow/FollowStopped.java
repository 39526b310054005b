package io.kedge.ledger.follow;

import java.util.Optional;

/// A follower goes no further. What it has is good and stays.
public final class FollowStopped extends Exception {
  private static final long serialVersionUID = 1L;

  private final StopReason reason;
  private final String report;

  /// Stopped without a report.
  FollowStopped(StopReason reason, String what) {
    this(reason, what, "");
  }

  /// Stopped with a report.
  ///
  /// @param report its file, relative to the follower's directory; empty where there is none
  FollowStopped(StopReason reason, String what, String report) {
    super(reason + ": " + what, null, false, false);
    this.reason = reason;
    this.report = report;
  }

  /// Why.
  public StopReason reason() {
    return reason;
  }

  /// The report's file, relative to the follower's directory.
  public Optional<String> report() {
    return report.isEmpty() ? Optional.empty() : Optional.of(report);
  }
}
