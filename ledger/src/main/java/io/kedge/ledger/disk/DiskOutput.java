package io.kedge.ledger.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/// Writes a new file from its beginning through a buffer. Only [#finish] makes it durable.
public final class DiskOutput extends OutputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private final DiskFile file;
  private final ByteBuffer buffer;
  private long position;

  private DiskOutput(DiskFile file, int bufferBytes) {
    this.file = file;
    this.buffer = ByteBuffer.allocate(bufferBytes);
  }

  /// Makes a file, in place of one of that name.
  public static DiskOutput create(Disk disk, String name) throws IOException {
    return create(disk, name, BUFFER_BYTES);
  }

  /// Makes a file, in place of one of that name.
  ///
  /// @param bufferBytes how much is collected before it is written
  public static DiskOutput create(Disk disk, String name, int bufferBytes) throws IOException {
    disk.delete(name);
    return new DiskOutput(disk.open(name, Disk.Open.CREATE), bufferBytes);
  }

  /// Makes a file, in place of one of that name.
  ///
  /// @param secret whether only its owner may read it
  public static DiskOutput create(Disk disk, String name, boolean secret) throws IOException {
    disk.delete(name);
    var how = secret ? Disk.Open.CREATE_PRIVATE : Disk.Open.CREATE;
    return new DiskOutput(disk.open(name, how), BUFFER_BYTES);
  }

  @Override
  public void write(int b) throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
    buffer.put((byte) b);
  }

  @Override
  public void write(byte[] from, int at, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int count = Math.min(length - done, buffer.remaining());
      buffer.put(from, at + done, count);
      done += count;
    }
  }

  @Override
  public void flush() throws IOException {
    buffer.flip();
    if (buffer.hasRemaining()) {
      int count = buffer.remaining();
      file.write(position, List.of(buffer));
      position += count;
    }
    buffer.clear();
  }

  /// Makes what was written durable and closes the file; answers its bytes.
  public long finish() throws IOException {
    flush();
    file.force();
    file.close();
    return position;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
