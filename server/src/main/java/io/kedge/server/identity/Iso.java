package io.kedge.server.identity;

import java.time.Instant;

/// Times as the interface tells them.
final class Iso {
  private Iso() {}

  /// ISO 8601 in UTC.
  ///
  /// @param millis epoch milliseconds
  static String of(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
