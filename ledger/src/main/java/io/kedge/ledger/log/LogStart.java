package io.kedge.ledger.log;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;

/// Where a new log begins that takes up a ledger in its middle: after a record that it does not
/// have.
///
/// @param nextIndex the index of its first record, from 1
/// @param previous the hash of the record before it
/// @param kept what is kept of that record; [LedgerLog#kept] answers it
/// @param treeSize leaves of the ledger's tree up to there
/// @param root the tree's root there
public record LogStart(long nextIndex, Digest previous, Bytes kept, long treeSize, Digest root) {
  /// Checks the ranges.
  public LogStart {
    if (nextIndex < 1 || treeSize < 0) {
      throw new IllegalArgumentException("a log from record " + nextIndex);
    }
  }
}
