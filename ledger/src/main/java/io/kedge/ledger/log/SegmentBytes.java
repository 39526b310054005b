package io.kedge.ledger.log;

import io.kedge.ledger.disk.DiskFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// The bytes of a segment's file, read through a window that moves: one read of the disk serves
/// many small records. For one thread.
final class SegmentBytes {
  private static final int WINDOW_BYTES_MIN = 4 << 10;

  private final DiskFile file;
  private final int windowBytes;
  private ByteBuffer window = ByteBuffer.allocate(0);
  private long start;
  private long size;

  /// Reads at least `windowBytes` at a time.
  SegmentBytes(DiskFile file, int windowBytes) throws IOException {
    this.file = file;
    this.windowBytes = Math.max(windowBytes, WINDOW_BYTES_MIN);
    this.size = file.size();
  }

  /// Bytes of the file when it was last looked at.
  long size() {
    return size;
  }

  /// Whether the file has that many bytes from an offset on; if so, they are in the window.
  boolean has(long offset, int count) throws IOException {
    if (offset >= start && offset + count <= start + window.limit()) {
      return true;
    }
    if (offset + count > size) {
      size = file.size();
      if (offset + count > size) {
        return false;
      }
    }
    load(offset, (int) Math.min(Math.max(count, windowBytes), size - offset));
    return offset + count <= start + window.limit();
  }

  private void load(long offset, int count) throws IOException {
    if (window.capacity() < count) {
      window = ByteBuffer.allocate(count);
    }
    window.clear().limit(count);
    file.read(offset, window);
    window.flip();
    start = offset;
  }

  int int8(long offset) throws IOException {
    int at = at(offset, 1);
    return window.get(at) & 0xFF;
  }

  int int32(long offset) throws IOException {
    int at = at(offset, 4);
    return window.getInt(at);
  }

  long int64(long offset) throws IOException {
    int at = at(offset, 8);
    return window.getLong(at);
  }

  byte[] copy(long offset, int count) throws IOException {
    int at = at(offset, count);
    return Arrays.copyOfRange(window.array(), at, at + count);
  }

  int crc32c(long offset, int count) throws IOException {
    var crc = new CRC32C();
    int at = at(offset, count);
    crc.update(window.array(), at, count);
    return (int) crc.getValue();
  }

  /// Where in the window the bytes are. It may load another window, so it comes before any use of
  /// the present one.
  private int at(long offset, int count) throws IOException {
    if (!has(offset, count)) {
      throw new EOFException("the file ends before byte " + (offset + count));
    }
    return (int) (offset - start);
  }
}
