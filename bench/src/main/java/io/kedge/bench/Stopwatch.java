package io.kedge.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// Wall clock and processor time of this process since it was started.
final class Stopwatch {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final long nanos = System.nanoTime();
  private final long cpuNanos = SYSTEM.getProcessCpuTime();

  /// The sample of a round that ends now.
  Sample sample(long items, long bytes, long[] latencies) {
    return new Sample(
        items, System.nanoTime() - nanos, SYSTEM.getProcessCpuTime() - cpuNanos, bytes, latencies);
  }

  /// Processor time since then, in nanoseconds.
  long cpuNanos() {
    return SYSTEM.getProcessCpuTime() - cpuNanos;
  }

  /// Wall clock since then, in nanoseconds.
  long nanos() {
    return System.nanoTime() - nanos;
  }
}
