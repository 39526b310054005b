package io.kedge.ledger.ordering;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import java.util.List;

/// Commands in their order, with one ledger time. Every node of a ledger gets the same.
///
/// @param number the height of the block it becomes, from 1 without gaps
/// @param time ledger time of all its commands; never before that of the batch before
/// @param commands the envelopes as they came; from a hostile proposer they may be any bytes and
///     may come again
public record Batch(long number, LedgerTime time, List<Bytes> commands) {
  /// Copies the commands.
  public Batch {
    commands = List.copyOf(commands);
    if (number < 1) {
      throw new IllegalArgumentException("batch " + number);
    }
  }
}
