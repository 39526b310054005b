package io.kedge.ledger.log;

import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A segment as it is on the disk, whole or not or missing, and what has to stand in it.
final class SegmentImage {
  private static final int WINDOW_BYTES = 1 << 20;

  private final int number;
  private final Optional<SegmentBytes> bytes;
  private final @Nullable DiskFile file;
  private final Optional<SegmentHeader> header;
  private final TreeMap<Long, byte[]> wanted = new TreeMap<>();
  private long end = -1;

  private SegmentImage(
      int number,
      @Nullable DiskFile file,
      Optional<SegmentBytes> bytes,
      Optional<SegmentHeader> header) {
    this.number = number;
    this.file = file;
    this.bytes = bytes;
    this.header = header;
  }

  static SegmentImage read(Disk disk, Digest ledgerId, int number) throws IOException {
    DiskFile file;
    try {
      file = disk.open(SegmentHeader.fileName(number), Disk.Open.READ);
    } catch (NoSuchFileException e) {
      return new SegmentImage(number, null, Optional.empty(), Optional.empty());
    }
    var bytes = new SegmentBytes(file, WINDOW_BYTES);
    Optional<SegmentHeader> header =
        bytes.has(0, SegmentHeader.BYTES)
            ? SegmentHeader.decoded(bytes.copy(0, SegmentHeader.BYTES))
            : Optional.empty();
    return new SegmentImage(
        number,
        file,
        Optional.of(bytes),
        header.filter(h -> h.number() == number && h.ledgerId().equals(ledgerId)));
  }

  int number() {
    return number;
  }

  /// Its header, if it is one of this ledger and number.
  Optional<SegmentHeader> header() {
    return header;
  }

  long size() {
    return bytes.map(SegmentBytes::size).orElse(0L);
  }

  /// What looks like a record at an offset.
  Optional<RecordFrame> frame(long offset) throws IOException {
    return bytes.isPresent() ? RecordFrame.at(bytes.get(), offset) : Optional.empty();
  }

  /// The first offset from one on where a record may begin, −1 if there is none.
  long magicFrom(long offset) throws IOException {
    if (bytes.isEmpty()) {
      return -1;
    }
    for (long at = offset; bytes.get().has(at, RecordFrame.OVERHEAD); at++) {
      if (bytes.get().int32(at) == RecordFrame.MAGIC) {
        return at;
      }
    }
    return -1;
  }

  /// The bytes that are there now, as many as there are.
  byte[] present(long offset, int count) throws IOException {
    long there = Math.clamp(size() - offset, 0, count);
    if (bytes.isEmpty() || there == 0) {
      return new byte[0];
    }
    return bytes.get().has(offset, (int) there)
        ? bytes.get().copy(offset, (int) there)
        : new byte[0];
  }

  /// Notes what has to stand at an offset.
  void want(long offset, byte[] content) {
    wanted.put(offset, content);
  }

  /// True where it was noted what has to stand at an offset.
  boolean wants(long offset) {
    return wanted.containsKey(offset);
  }

  /// Removes it where nothing of it is to be left.
  void deleteIfUnwanted(Disk disk) throws IOException {
    if (end == 0) {
      disk.delete(SegmentHeader.fileName(number));
      disk.forceDirectory(SegmentHeader.DIRECTORY);
    }
  }

  /// Notes that it has to end at an offset.
  void wantEnd(long offset) {
    end = offset;
  }

  /// A range of bytes that is not as it has to be.
  record Wrong(String file, long from, long to) {}

  /// The ranges that writing changes.
  List<Wrong> wrong() throws IOException {
    var ranges = new ArrayList<Wrong>();
    String name = SegmentHeader.fileName(number);
    for (var patch : wanted.entrySet()) {
      byte[] there = present(patch.getKey(), patch.getValue().length);
      int from = 0;
      int to = patch.getValue().length;
      while (from < there.length && there[from] == patch.getValue()[from]) {
        from++;
      }
      if (there.length == to) {
        while (to > from && there[to - 1] == patch.getValue()[to - 1]) {
          to--;
        }
      }
      if (from < to) {
        ranges.add(new Wrong(name, patch.getKey() + from, patch.getKey() + to));
      }
    }
    if (end >= 0 && size() > end) {
      ranges.add(new Wrong(name, end, size()));
    }
    return ranges;
  }

  /// Writes what has to be there, and makes it durable. A missing file appears whole.
  void write(Disk disk) throws IOException {
    List<Wrong> ranges = wrong();
    if (ranges.isEmpty()) {
      return;
    }
    String name = SegmentHeader.fileName(number);
    boolean missing = file == null;
    String open = missing ? name + NewFile.UNFINISHED : name;
    if (missing) {
      disk.delete(open);
    }
    try (DiskFile out = disk.open(open, missing ? Disk.Open.CREATE : Disk.Open.WRITE)) {
      for (var patch : wanted.entrySet()) {
        out.write(patch.getKey(), List.of(ByteBuffer.wrap(patch.getValue())));
      }
      if (end >= 0 && out.size() > end) {
        out.truncate(end);
      }
      out.force();
    }
    if (missing) {
      disk.rename(open, name);
      disk.forceDirectory(SegmentHeader.DIRECTORY);
    }
  }

  void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
