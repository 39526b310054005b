package io.kedge.ledger.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A file of the machine.
///
/// An interrupt closes the [FileChannel] it finds in use. Readers therefore have a channel of
/// their own, which is opened again; what the writing channel was doing is unknown after an
/// interrupt, so that is an error like any other.
final class RealFile implements DiskFile {
  private static final int READ_ATTEMPTS_MAX = 16;

  private final Path path;
  private final @Nullable FileChannel writer;
  private volatile FileChannel reader;
  private volatile boolean closed;

  RealFile(Path path, Disk.Open how) throws IOException {
    this.path = path;
    this.writer =
        how == Disk.Open.READ ? null : FileChannel.open(path, options(how), attributes(path, how));
    this.reader = openReader(path);
  }

  private static Set<OpenOption> options(Disk.Open how) {
    return switch (how) {
      case READ -> Set.of(StandardOpenOption.READ);
      case WRITE -> Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
      case CREATE, CREATE_PRIVATE ->
          Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    };
  }

  /// Where the file system has no POSIX modes, the rules of the directory decide who may read.
  private static FileAttribute<?>[] attributes(Path path, Disk.Open how) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (how != Disk.Open.CREATE_PRIVATE || !posix) {
      return new FileAttribute<?>[0];
    }
    var ownerOnly = PosixFilePermissions.fromString("rw-------");
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(ownerOnly)};
  }

  private static FileChannel openReader(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.READ);
  }

  @Override
  public long size() throws IOException {
    return Files.size(path);
  }

  @Override
  public int read(long position, ByteBuffer into) throws IOException {
    int start = into.position();
    boolean interrupted = false;
    try {
      for (int attempt = 1; ; attempt++) {
        var channel = reader;
        try {
          return readFully(channel, position, into.position(start));
        } catch (ClosedChannelException e) {
          if (closed || attempt == READ_ATTEMPTS_MAX) {
            throw e;
          }
          interrupted |= e instanceof ClosedByInterruptException && Thread.interrupted();
          reopen(channel);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static int readFully(FileChannel channel, long position, ByteBuffer into)
      throws IOException {
    int read = 0;
    while (into.hasRemaining()) {
      int count = channel.read(into, position + read);
      if (count < 0) {
        break;
      }
      read += count;
    }
    return read;
  }

  @SuppressWarnings("ReferenceEquality") // whether it is this very channel
  private synchronized void reopen(FileChannel broken) throws IOException {
    if (!closed && reader == broken) {
      reader = openReader(path);
    }
  }

  @Override
  public void write(long position, List<ByteBuffer> from) throws IOException {
    var channel = writable();
    try {
      channel.position(position);
      writeFully(channel, from.toArray(ByteBuffer[]::new));
    } catch (IOException e) {
      throw isFull(e, path) ? new DiskFull(path.toString(), e) : e;
    }
  }

  /// A channel may take less than it is given; the rest is given again.
  static void writeFully(GatheringByteChannel channel, ByteBuffer[] from) throws IOException {
    int next = 0;
    int without = 0;
    while (true) {
      while (next < from.length && !from[next].hasRemaining()) {
        next++;
      }
      if (next == from.length) {
        return;
      }
      long count = channel.write(from, next, from.length - next);
      without = count == 0 ? without + 1 : 0;
      if (without > 100) {
        throw new IOException("the disk takes no bytes and names no error");
      }
    }
  }

  /// Java has no type for "no space": the message is the system's, in the system's language, so
  /// the free space is looked at too.
  static boolean isFull(IOException e, Path at) throws IOException {
    var message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left")
        || message.contains("quota exceeded")
        || Files.getFileStore(at).getUsableSpace() == 0;
  }

  @Override
  public void truncate(long size) throws IOException {
    writable().truncate(size);
  }

  @Override
  public void force() throws IOException {
    writable().force(false);
  }

  private FileChannel writable() throws IOException {
    if (writer == null) {
      throw new IOException(path + " was opened for reading");
    }
    return writer;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    try {
      if (writer != null) {
        writer.close();
      }
    } finally {
      reader.close();
    }
  }
}
