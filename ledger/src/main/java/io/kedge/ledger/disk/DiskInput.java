package io.kedge.ledger.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// The bytes of a file from its beginning, read ahead through a buffer. Closing it closes the file.
public final class DiskInput extends InputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private final DiskFile file;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private long position;

  /// Reads a file that is open.
  public DiskInput(DiskFile file) {
    this.file = file;
  }

  /// Opens a file and reads it.
  ///
  /// @throws java.nio.file.NoSuchFileException if there is no such file
  public static DiskInput open(Disk disk, String name) throws IOException {
    return new DiskInput(disk.open(name, Disk.Open.READ));
  }

  private boolean fill() throws IOException {
    if (buffer.hasRemaining()) {
      return true;
    }
    buffer.clear();
    position += file.read(position, buffer);
    buffer.flip();
    return buffer.hasRemaining();
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(into, from, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
