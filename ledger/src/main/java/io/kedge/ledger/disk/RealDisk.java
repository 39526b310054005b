package io.kedge.ledger.disk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A directory of the machine's file system.
public final class RealDisk implements Disk {
  private final Path root;

  private RealDisk(Path root) {
    this.root = root;
  }

  /// The disk whose names are relative to a directory. The directory is made, durably, if it does
  /// not exist.
  public static RealDisk at(Path root) throws IOException {
    var absolute = root.toAbsolutePath().normalize();
    if (!Files.isDirectory(absolute)) {
      Files.createDirectories(absolute);
      var parent = absolute.getParent();
      if (parent != null) {
        force(parent);
      }
    }
    return new RealDisk(absolute);
  }

  /// The directory.
  public Path root() {
    return root;
  }

  @Override
  public DiskFile open(String name, Open how) throws IOException {
    try {
      return new RealFile(path(name), how);
    } catch (FileSystemException e) {
      throw how == Open.CREATE ? orFull(name, e) : e;
    }
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(path(name));
  }

  @Override
  public List<String> list(String directory) throws IOException {
    return list(directory, false);
  }

  @Override
  public List<String> directories(String directory) throws IOException {
    return list(directory, true);
  }

  private List<String> list(String directory, boolean directories) throws IOException {
    var path = path(directory);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (var files = Files.list(path)) {
      return files
          .filter(file -> Files.isDirectory(file) == directories)
          .map(file -> path.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public void createDirectory(String directory) throws IOException {
    var path = path(directory);
    if (!Files.isDirectory(path)) {
      Files.createDirectory(path);
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    var source = path(from);
    var target = path(to);
    if (!target.startsWith(root) || !parent(source).equals(parent(target))) {
      throw new IOException("a rename stays in its directory: " + from + " to " + to);
    }
    try {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      throw orFull(to, e);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(path(name));
  }

  @Override
  public void forceDirectory(String directory) throws IOException {
    force(path(directory));
  }

  @Override
  public DiskLock lock(String name) throws IOException {
    var path = path(name);
    var channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (tryLock(channel) == null) {
        throw new DiskLocked(path.toString(), holder(channel));
      }
      channel.truncate(0);
      var line = "pid " + ProcessHandle.current().pid() + "\n";
      var bytes = ByteBuffer.wrap(line.getBytes(US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes, bytes.position());
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    return channel::close;
  }

  /// Null if another process has it, or another part of this one.
  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate(32);
    channel.read(bytes, 0);
    var line = new String(bytes.array(), 0, bytes.position(), US_ASCII);
    return line.matches("pid [0-9]+\n")
        ? "process " + line.strip().substring(4)
        : "an unknown process";
  }

  private static void force(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, Set.of(StandardOpenOption.READ))) {
      channel.force(true);
    }
  }

  /// A directory, too, may need space to grow.
  private IOException orFull(String name, FileSystemException e) throws IOException {
    boolean taken = e instanceof FileAlreadyExistsException;
    return !taken && RealFile.isFull(e, root) ? new DiskFull(name, e) : e;
  }

  private static Path parent(Path path) {
    var parent = path.getParent();
    return parent == null ? path : parent;
  }

  /// Names come from the ledger's own code, but a name that leaves the directory would be a bug
  /// worth stopping at.
  private Path path(String name) {
    var path = root.resolve(name).normalize();
    if (!path.startsWith(root)) {
      throw new IllegalArgumentException("outside the ledger's directory: " + name);
    }
    return path;
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
