package io.kedge.ledger.log;

/// What pruning did.
///
/// @param firstWhole the index of the first record that is here as it was written
/// @param segments how many segments were pruned now
/// @param bytesBefore their bytes before
/// @param bytesAfter their bytes now
public record LogPruned(long firstWhole, int segments, long bytesBefore, long bytesAfter) {
  /// Bytes of disk that were given back.
  public long freed() {
    return bytesBefore - bytesAfter;
  }
}
