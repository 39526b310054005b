package io.kedge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Processor time of every thread of this process, those of the virtual machine and of native
/// libraries too, as Linux counts it in `/proc/self/task`. Elsewhere there is none.
final class ThreadTimes {
  private static final Path TASKS = Path.of("/proc/self/task");

  private record Counted(Stage stage, long nanos) {}

  private final Map<String, Counted> threads;

  private ThreadTimes(Map<String, Counted> threads) {
    this.threads = threads;
  }

  /// The times now.
  static ThreadTimes now() {
    var threads = new HashMap<String, Counted>();
    if (Files.isDirectory(TASKS)) {
      try (var tasks = Files.newDirectoryStream(TASKS)) {
        for (Path task : tasks) {
          read(task, threads);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new ThreadTimes(threads);
  }

  private static void read(Path task, Map<String, Counted> threads) {
    try {
      Stage stage = Stage.ofThread(Files.readString(task.resolve("comm")).strip());
      long nanos = onProcessor(Files.readString(task.resolve("schedstat")));
      threads.put(task.getFileName().toString(), new Counted(stage, nanos));
    } catch (IOException e) {
      // A thread that ended between the listing and the reading: its time is found in the total.
    }
  }

  /// The first number of `schedstat`: nanoseconds on a processor.
  static long onProcessor(String schedstat) {
    return Long.parseLong(List.of(schedstat.strip().split(" ")).getFirst());
  }

  /// Nanoseconds by stage since an earlier reading; what is missing from the total is
  /// [Stage#OTHER]. Empty where the system does not count.
  ///
  /// @param totalNanos processor time of the process meanwhile
  Map<Stage, Long> since(ThreadTimes earlier, long totalNanos) {
    var spent = new EnumMap<Stage, Long>(Stage.class);
    if (threads.isEmpty()) {
      return spent;
    }
    long known = 0;
    for (Map.Entry<String, Counted> entry : threads.entrySet()) {
      Counted before = earlier.threads.get(entry.getKey());
      long nanos = entry.getValue().nanos() - (before == null ? 0 : before.nanos());
      spent.merge(entry.getValue().stage(), nanos, Long::sum);
      known += nanos;
    }
    spent.merge(Stage.OTHER, Math.max(0, totalNanos - known), Long::sum);
    return spent;
  }
}
