package io.kedge.ledger.log;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.log.LogFault.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/// Reads records that are durable, from any thread, beside the one that writes.
final class LogReader {
  /// Up to where records may be read, and what the last of them is. Published by the writer after
  /// the entries of the offset table.
  private record Published(long lastIndex, Digest lastHash, List<SegmentFile> segments) {
    /// The segment a record is in: the last that begins at or before it.
    SegmentFile segment(long index) {
      int low = 0;
      int high = segments.size() - 1;
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (segments.get(middle).firstIndex() <= index) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return segments.get(low);
    }

    /// The index after the last record of a segment.
    long end(SegmentFile segment) {
      int next = segment.number() + 1;
      return next < segments.size() ? segments.get(next).firstIndex() : lastIndex + 1;
    }

    /// Where a record begins in its segment.
    long offset(SegmentFile segment, long index) throws IOException {
      return segment.offsets(end(segment)).at((int) (index - segment.firstIndex()));
    }
  }

  private final ReentrantReadWriteLock files = new ReentrantReadWriteLock();
  private volatile Published published;

  LogReader(Tail tail, List<SegmentFile> segments) {
    this.published = new Published(tail.nextIndex() - 1, tail.hash(), List.copyOf(segments));
  }

  void publish(Tail tail, List<SegmentFile> segments) {
    published = new Published(tail.nextIndex() - 1, tail.hash(), List.copyOf(segments));
  }

  /// Publishes a segment in another form and closes its file, when nobody reads from it any more.
  void replace(List<SegmentFile> segments, SegmentFile gone) throws IOException {
    files.writeLock().lock();
    try {
      var now = published;
      published = new Published(now.lastIndex(), now.lastHash(), List.copyOf(segments));
      gone.file().close();
    } finally {
      files.writeLock().unlock();
    }
  }

  /// The index after the last record of a segment.
  long end(SegmentFile segment) {
    return published.end(segment);
  }

  /// What reads from files that must stay open meanwhile.
  @FunctionalInterface
  private interface Reading<T> {
    T from(Published now) throws IOException;
  }

  private <T> T reading(long index, Reading<T> read) throws IOException {
    files.readLock().lock();
    try {
      var now = published;
      requireIndex(now, index);
      return read.from(now);
    } finally {
      files.readLock().unlock();
    }
  }

  long lastIndex() {
    return published.lastIndex();
  }

  Digest lastHash() {
    return published.lastHash();
  }

  /// The window into the segment that was read last, so that reading on is cheap. It is given up
  /// when more is published: what lay behind the published end may have been taken back.
  static final class Windows {
    private final int windowBytes;
    private @Nullable Published as;
    private @Nullable SegmentFile segment;
    private @Nullable SegmentBytes bytes;

    Windows(int windowBytes) {
      this.windowBytes = windowBytes;
    }

    @SuppressWarnings("ReferenceEquality") // whether it is this very publication
    private SegmentBytes of(Published now, SegmentFile wanted) throws IOException {
      var open = bytes;
      if (open == null || as != now || !wanted.equals(segment)) {
        open = new SegmentBytes(wanted.file(), windowBytes);
        as = now;
        segment = wanted;
        bytes = open;
      }
      return open;
    }
  }

  /// A record whose checksum and index fit and whose hash is the one that the record after it, or
  /// for the last record the log itself, expects.
  LogRecord read(long index, Windows windows) throws IOException {
    return reading(index, now -> read(now, index, windows));
  }

  private static LogRecord read(Published now, long index, Windows windows) throws IOException {
    var segment = now.segment(index);
    if (segment.isPruned() || index < segment.firstIndex()) {
      throw pruned(now, segment, index);
    }
    long at = now.offset(segment, index);
    var frame =
        RecordFrame.at(windows.of(now, segment), at)
            .orElseThrow(
                () -> fault(Kind.RECORD_HEADER_DAMAGED, segment, at, index, 0, "no record"));
    if (!frame.checksumOk()) {
      throw fault(Kind.RECORD_BODY_DAMAGED, segment, at, index, frame.length(), "wrong checksum");
    }
    if (frame.index() != index) {
      var detail = "record " + frame.index() + " in its place";
      throw fault(Kind.RECORD_MISDIRECTED, segment, at, index, frame.length(), detail);
    }
    var hash = frame.hash();
    var expected =
        index == now.lastIndex() ? now.lastHash() : previousNamedBy(now, index + 1, windows);
    if (!hash.equals(expected)) {
      var detail = "not the record that what follows names";
      throw fault(Kind.RECORD_CHAIN_BROKEN, segment, at, index, frame.length(), detail);
    }
    return new LogRecord(index, frame.type(), frame.body(), frame.previous(), hash);
  }

  /// How a record lies in its segment; its place was checked when the log was opened.
  RecordMark mark(long index, Windows windows) throws IOException {
    return reading(index, now -> mark(now, index, windows));
  }

  private static RecordMark mark(Published now, long index, Windows windows) throws IOException {
    var segment = now.segment(index);
    if (segment.isPruned() || index < segment.firstIndex()) {
      throw pruned(now, segment, index);
    }
    long at = now.offset(segment, index);
    var frame =
        RecordFrame.at(windows.of(now, segment), at)
            .filter(RecordFrame::checksumOk)
            .orElseThrow(
                () -> fault(Kind.RECORD_BODY_DAMAGED, segment, at, index, 0, "no whole record"));
    return new RecordMark(
        frame.startsGroup(), at == SegmentHeader.BYTES, segment.number(), at, frame.length());
  }

  private static void requireIndex(Published now, long index) {
    if (index < 0 || index > now.lastIndex()) {
      throw new IndexOutOfBoundsException(
          "record " + index + " of a log whose last is " + now.lastIndex());
    }
  }

  private static LogFault pruned(Published now, SegmentFile segment, long index) {
    var detail = "record " + index + " was pruned; whole records begin with " + firstWhole(now);
    return new LogFault(Kind.PRUNED, segment.name(), 0, 0, detail);
  }

  /// The index of the first record that is here as it was written.
  long firstWhole() {
    return firstWhole(published);
  }

  private static long firstWhole(Published now) {
    for (var segment : now.segments()) {
      if (!segment.isPruned()) {
        return segment.firstIndex();
      }
    }
    return now.lastIndex() + 1;
  }

  /// The index of the first record of which anything is here.
  long firstKept() {
    return published.segments().getFirst().firstIndex();
  }

  /// What was kept of a pruned record; empty of a whole one.
  Optional<Bytes> kept(long index) throws IOException {
    return reading(index, now -> kept(now, index));
  }

  private static Optional<Bytes> kept(Published now, long index) throws IOException {
    var segment = now.segment(index);
    if (index < segment.firstIndex()) {
      throw pruned(now, segment, index);
    }
    if (!segment.isPruned()) {
      return Optional.empty();
    }
    long at = now.offset(segment, index);
    var bytes = new SegmentBytes(segment.file(), SegmentHeader.BYTES);
    int length = bytes.int32(at);
    int content = length - PrunedHeader.OVERHEAD;
    if (content < 0
        || !bytes.has(at, length)
        || bytes.crc32c(at, length - 4) != bytes.int32(at + length - 4)) {
      throw fault(Kind.RECORD_BODY_DAMAGED, segment, at, index, length, "wrong checksum");
    }
    return Optional.of(Bytes.wrap(bytes.copy(at + 12, content)));
  }

  /// The hash of a record. Of pruned ones only the last of each segment has it.
  Optional<Digest> hash(long index) throws IOException {
    return reading(index, now -> hash(now, index));
  }

  private static Optional<Digest> hash(Published now, long index) throws IOException {
    if (index == now.lastIndex()) {
      return Optional.of(now.lastHash());
    }
    var segment = now.segment(index);
    if (segment.isPruned()) {
      return segment
          .pruned()
          .filter(header -> header.nextIndex() == index + 1)
          .map(PrunedHeader::lastHash);
    }
    return Optional.of(read(now, index, new Windows(SegmentHeader.BYTES)).hash());
  }

  private static Digest previousNamedBy(Published now, long index, Windows windows)
      throws IOException {
    var segment = now.segment(index);
    long at = now.offset(segment, index);
    var bytes = windows.of(now, segment);
    if (!bytes.has(at, RecordFrame.OVERHEAD)) {
      throw fault(Kind.RECORD_HEADER_DAMAGED, segment, at, index, 0, "the file ends");
    }
    return new Digest(Bytes.wrap(bytes.copy(at + RecordFrame.PREVIOUS_AT, Digest.SIZE)));
  }

  private static LogFault fault(
      Kind kind, SegmentFile segment, long at, long index, int length, String detail) {
    return new LogFault(
        kind, segment.name(), at, at + length, "at record " + index + ": " + detail);
  }
}
