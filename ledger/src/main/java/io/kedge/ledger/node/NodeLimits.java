package io.kedge.ledger.node;

import io.kedge.ledger.log.LogConfig;

/// How much a node does at once.
///
/// @param workers threads that verify signatures, at least 1
/// @param waitingMax submitted commands that may wait for their result
/// @param storeEntries after how many changed entries of the state these are stored
/// @param segmentBytesMax bytes of one segment of the log
/// @param checkpointMillis while busy, how long a checkpoint may take to follow; at once when idle
/// @param snapshots when it makes a snapshot by itself
/// @param scrub how it reads everything again in the background
public record NodeLimits(
    int workers,
    int waitingMax,
    int storeEntries,
    int segmentBytesMax,
    long checkpointMillis,
    SnapshotPolicy snapshots,
    ScrubPolicy scrub) {
  /// Checks that there is at least one of each.
  public NodeLimits {
    if (workers < 1 || waitingMax < 1 || storeEntries < 1 || checkpointMillis < 0) {
      throw new IllegalArgumentException("a limit of nothing");
    }
  }

  /// As many workers as there are processors; 50,000 waiting; 60,000 entries; 64 MiB; 1 second.
  public static NodeLimits standard() {
    return new NodeLimits(
        Runtime.getRuntime().availableProcessors(),
        50_000,
        60_000,
        LogConfig.SEGMENT_BYTES_STANDARD,
        1_000,
        SnapshotPolicy.standard(),
        ScrubPolicy.standard());
  }

  /// The same with another number of workers.
  public NodeLimits withWorkers(int workers) {
    return new NodeLimits(
        workers, waitingMax, storeEntries, segmentBytesMax, checkpointMillis, snapshots, scrub);
  }

  /// The same, storing after another number of entries.
  public NodeLimits withStoreEntries(int storeEntries) {
    return new NodeLimits(
        workers, waitingMax, storeEntries, segmentBytesMax, checkpointMillis, snapshots, scrub);
  }

  /// The same with other segments.
  public NodeLimits withSegmentBytesMax(int segmentBytesMax) {
    return new NodeLimits(
        workers, waitingMax, storeEntries, segmentBytesMax, checkpointMillis, snapshots, scrub);
  }

  /// The same, making snapshots at other times.
  public NodeLimits withSnapshots(SnapshotPolicy snapshots) {
    return new NodeLimits(
        workers, waitingMax, storeEntries, segmentBytesMax, checkpointMillis, snapshots, scrub);
  }

  /// The same, reading in the background otherwise.
  public NodeLimits withScrub(ScrubPolicy scrub) {
    return new NodeLimits(
        workers, waitingMax, storeEntries, segmentBytesMax, checkpointMillis, snapshots, scrub);
  }
}
