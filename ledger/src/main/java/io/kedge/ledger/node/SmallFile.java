package io.kedge.ledger.node;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.FaultPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/// Small files that are read and replaced as a whole.
public final class SmallFile {
  private static final String UNFINISHED = ".new";

  private SmallFile() {}

  /// The bytes of a file; empty where there is none.
  ///
  /// @throws IOException also where it is larger than `bytesMax`
  public static Optional<Bytes> read(Disk disk, String name, int bytesMax) throws IOException {
    try (var file = disk.open(name, Disk.Open.READ)) {
      long size = file.size();
      if (size > bytesMax) {
        throw new IOException(name + " has " + size + " bytes, more than " + bytesMax);
      }
      var buffer = ByteBuffer.allocate((int) size);
      int read = file.read(0, buffer);
      return Optional.of(Bytes.wrap(buffer.array()).slice(0, read));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// Gives a file new content: after a crash it has the old one or the new one. The directory is
  /// made where it is missing, and not forced.
  public static void replace(Disk disk, String name, Bytes content) throws IOException {
    makeDirectories(disk, directoryOf(name));
    String unfinished = name + UNFINISHED;
    disk.delete(unfinished);
    try (var file = disk.open(unfinished, Disk.Open.CREATE)) {
      file.write(0, List.of(ByteBuffer.wrap(content.unsafeArray())));
      file.force();
    }
    disk.at(FaultPoint.BEFORE_REPLACE);
    disk.rename(unfinished, name);
  }

  /// Makes a directory and those above it.
  static void makeDirectories(Disk disk, String directory) throws IOException {
    if (!directory.isEmpty() && !disk.exists(directory)) {
      makeDirectories(disk, directoryOf(directory));
      disk.createDirectory(directory);
    }
  }

  private static String directoryOf(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }
}
