package io.kedge.ledger.log;

import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// Writes small files so that they are there whole or not at all: under another name, forced,
/// renamed, the directory forced.
final class NewFile {
  static final String UNFINISHED = ".tmp";

  private NewFile() {}

  /// Makes the file, or replaces it.
  static void write(Disk disk, String name, byte[] bytes) throws IOException {
    var unfinished = name + UNFINISHED;
    disk.delete(unfinished);
    try {
      try (var file = disk.open(unfinished, Disk.Open.CREATE)) {
        file.write(0, List.of(ByteBuffer.wrap(bytes)));
        file.force();
      }
      disk.rename(unfinished, name);
    } catch (IOException e) {
      disk.delete(unfinished);
      throw e;
    }
    disk.forceDirectory(name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "");
  }

  /// Removes what a crash left unfinished.
  static void sweep(Disk disk, String directory) throws IOException {
    for (var name : disk.list(directory)) {
      if (name.endsWith(UNFINISHED)) {
        disk.delete(directory.isEmpty() ? name : directory + "/" + name);
      }
    }
  }

  /// All bytes of a small file.
  static byte[] read(DiskFile file, int bytesMax) throws IOException {
    var bytes = ByteBuffer.allocate((int) Math.min(file.size(), bytesMax));
    file.read(0, bytes);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
