package io.kedge.bench;

import java.util.Arrays;
import java.util.Map;

/// What one workload did in one round.
final class Sample {
  private final long items;
  private final long nanos;
  private final long cpuNanos;
  private final long bytes;
  private final long[] latencies;
  private final Map<Stage, Long> stages;

  /// A sample.
  ///
  /// @param items how many items were done
  /// @param nanos how long it took
  /// @param cpuNanos processor time of the process meanwhile
  /// @param bytes bytes written meanwhile
  /// @param latencies how long each item took, in nanoseconds; empty where items are not waited for
  ///     one by one
  Sample(long items, long nanos, long cpuNanos, long bytes, long[] latencies) {
    this(items, nanos, cpuNanos, bytes, latencies.clone(), Map.of());
    Arrays.sort(this.latencies);
  }

  private Sample(
      long items, long nanos, long cpuNanos, long bytes, long[] sorted, Map<Stage, Long> stages) {
    this.items = items;
    this.nanos = nanos;
    this.cpuNanos = cpuNanos;
    this.bytes = bytes;
    this.latencies = sorted;
    this.stages = Map.copyOf(stages);
  }

  /// The same sample with the bytes that were written meanwhile.
  Sample withBytes(long written) {
    return new Sample(items, nanos, cpuNanos, written, latencies, stages);
  }

  /// The same sample with the processor time by stage.
  Sample withStages(Map<Stage, Long> spent) {
    return new Sample(items, nanos, cpuNanos, bytes, latencies, spent);
  }

  long items() {
    return items;
  }

  long cpuNanos() {
    return cpuNanos;
  }

  double perSecond() {
    return items * 1e9 / nanos;
  }

  double cpuMicrosPerItem() {
    return cpuNanos / 1e3 / items;
  }

  /// Processor time of one stage for one item, in microseconds.
  double stageMicrosPerItem(Stage stage) {
    return stages.getOrDefault(stage, 0L) / 1e3 / items;
  }

  double bytesPerItem() {
    return (double) bytes / items;
  }

  /// The latency that a share of the items did not exceed, in milliseconds.
  double percentileMillis(double share) {
    if (latencies.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(share * latencies.length) - 1;
    return latencies[Math.max(0, rank)] / 1e6;
  }
}
