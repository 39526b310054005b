package io.kedge.bench;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The second ceiling: nothing but appending the bytes of transfers to a file, in groups, each
/// group
/// forced to the disk before the next.
final class FsyncOnly implements Workload {
  private static final int GROUPS = 400;

  private final Path file;
  private final int group;
  private final int bytesPerItem;

  /// @param group items per force: as many as clients would wait
  FsyncOnly(Path directory, int group, int bytesPerItem) {
    this.file = directory.resolve("fsync-only");
    this.group = group;
    this.bytesPerItem = bytesPerItem;
  }

  @Override
  public String name() {
    return "fsync-only";
  }

  @Override
  public int clients() {
    return group;
  }

  @Override
  public void prepare() throws Exception {
    Files.deleteIfExists(file);
  }

  @Override
  public Sample run() throws Exception {
    var bytes = new byte[group * bytesPerItem];
    java.util.Arrays.fill(bytes, (byte) 0x5A);
    var latencies = new long[GROUPS];
    try (var out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var watch = new Stopwatch();
      for (int i = 0; i < GROUPS; i++) {
        long from = System.nanoTime();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        out.force(false);
        latencies[i] = System.nanoTime() - from;
      }
      return watch.sample((long) GROUPS * group, (long) GROUPS * bytes.length, latencies);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
