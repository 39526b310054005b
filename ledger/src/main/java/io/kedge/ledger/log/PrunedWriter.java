package io.kedge.ledger.log;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.zip.CRC32C;

/// Writes a pruned segment under another name; [#finish] puts it in its place, durably.
final class PrunedWriter implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Disk disk;
  private final String name;
  private final DiskFile file;
  private final MessageDigest content = sha256();
  private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long size = SegmentHeader.BYTES;

  private PrunedWriter(Disk disk, String name, DiskFile file) {
    this.disk = disk;
    this.name = name;
    this.file = file;
  }

  static PrunedWriter begin(Disk disk, int number) throws IOException {
    String name = PrunedHeader.fileName(number);
    disk.delete(name + NewFile.UNFINISHED);
    return new PrunedWriter(disk, name, disk.open(name + NewFile.UNFINISHED, Disk.Open.CREATE));
  }

  /// Adds what is kept of the next record.
  void add(long index, Bytes kept) throws IOException {
    int length = PrunedHeader.OVERHEAD + kept.size();
    var entry = ByteBuffer.allocate(length).putInt(length).putLong(index);
    entry.put(kept.unsafeArray());
    var crc = new CRC32C();
    crc.update(entry.array(), 0, entry.position());
    entry.putInt((int) crc.getValue()).flip();
    content.update(entry.array());
    if (buffer.remaining() < length) {
      flush();
    }
    if (buffer.capacity() < length) {
      buffer = ByteBuffer.allocate(length);
    }
    buffer.put(entry);
  }

  private void flush() throws IOException {
    buffer.flip();
    if (buffer.hasRemaining()) {
      int bytes = buffer.remaining();
      file.write(size, List.of(buffer));
      size += bytes;
    }
    buffer.clear();
  }

  /// Writes the header and puts the file in its place.
  PrunedHeader finish(Digest ledgerId, int number, long firstIndex, long nextIndex, Digest lastHash)
      throws IOException {
    flush();
    var sum = new Digest(Bytes.wrap(content.digest()));
    var header = new PrunedHeader(ledgerId, number, firstIndex, nextIndex, lastHash, size, sum);
    file.write(0, List.of(ByteBuffer.wrap(header.encoded())));
    file.force();
    file.close();
    disk.rename(name + NewFile.UNFINISHED, name);
    disk.forceDirectory(SegmentHeader.DIRECTORY);
    return header;
  }

  /// Without [#finish], nothing is left.
  @Override
  public void close() throws IOException {
    file.close();
    disk.delete(name + NewFile.UNFINISHED);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
