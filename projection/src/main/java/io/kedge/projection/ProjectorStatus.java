package io.kedge.projection;

import java.util.Optional;

/// What a projector does.
///
/// @param state in one word
/// @param height the last block in the read models
/// @param ledgerHeight the last final block of the ledger, as far as known
/// @param problem what it waits for, or why it stopped
public record ProjectorStatus(
    State state, long height, long ledgerHeight, Optional<String> problem) {
  /// What a projector does, in one word.
  public enum State {
    /// Follows the ledger.
    RUNNING,
    /// Waits for the database to come back.
    WAITING_FOR_DATABASE,
    /// Refused to go on; somebody has to look.
    REFUSED,
    /// Was closed.
    CLOSED
  }

  /// How many blocks the read models are behind.
  public long lag() {
    return Math.max(0, ledgerHeight - height);
  }
}
