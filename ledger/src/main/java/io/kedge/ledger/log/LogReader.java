package io.kedge.ledger.log;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.log.LogFault.Kind;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads records that are durable, from any thread, beside the one that writes.
final class LogReader {
  /// Up to where records may be read, and what the last of them is. Published by the writer after
  /// the entries of the offset table.
  private record Published(long lastIndex, Digest lastHash, List<SegmentFile> segments) {}

  private final OffsetTable offsets;
  private volatile Published published;

  LogReader(OffsetTable offsets, Tail tail, List<SegmentFile> segments) {
    this.offsets = offsets;
    this.published = new Published(tail.nextIndex() - 1, tail.hash(), List.copyOf(segments));
  }

  void publish(Tail tail, List<SegmentFile> segments) {
    published = new Published(tail.nextIndex() - 1, tail.hash(), List.copyOf(segments));
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
    var now = published;
    if (index < 0 || index > now.lastIndex()) {
      throw new IndexOutOfBoundsException(
          "record " + index + " of a log whose last is " + now.lastIndex());
    }
    var place = offsets.at(index);
    var segment = now.segments().get(place.segment());
    var frame =
        RecordFrame.at(windows.of(now, segment), place.offset())
            .orElseThrow(() -> fault(Kind.RECORD_HEADER_DAMAGED, place, index, 0, "no record"));
    if (!frame.checksumOk()) {
      throw fault(Kind.RECORD_BODY_DAMAGED, place, index, frame.length(), "wrong checksum");
    }
    if (frame.index() != index) {
      var detail = "record " + frame.index() + " in its place";
      throw fault(Kind.RECORD_MISDIRECTED, place, index, frame.length(), detail);
    }
    var hash = frame.hash();
    var expected =
        index == now.lastIndex() ? now.lastHash() : previousNamedBy(now, index + 1, windows);
    if (!hash.equals(expected)) {
      var detail = "not the record that what follows names";
      throw fault(Kind.RECORD_CHAIN_BROKEN, place, index, frame.length(), detail);
    }
    return new LogRecord(index, frame.type(), frame.body(), frame.previous(), hash);
  }

  /// How a record lies in its segment; its place was checked when the log was opened.
  RecordMark mark(long index, Windows windows) throws IOException {
    var now = published;
    if (index < 0 || index > now.lastIndex()) {
      throw new IndexOutOfBoundsException(
          "record " + index + " of a log whose last is " + now.lastIndex());
    }
    var place = offsets.at(index);
    var frame =
        RecordFrame.at(windows.of(now, now.segments().get(place.segment())), place.offset())
            .filter(RecordFrame::checksumOk)
            .orElseThrow(() -> fault(Kind.RECORD_BODY_DAMAGED, place, index, 0, "no whole record"));
    return new RecordMark(
        frame.startsGroup(),
        place.offset() == SegmentHeader.BYTES,
        place.segment(),
        place.offset(),
        frame.length());
  }

  private Digest previousNamedBy(Published now, long index, Windows windows) throws IOException {
    var place = offsets.at(index);
    var bytes = windows.of(now, now.segments().get(place.segment()));
    if (!bytes.has(place.offset(), RecordFrame.OVERHEAD)) {
      throw fault(Kind.RECORD_HEADER_DAMAGED, place, index, 0, "the file ends");
    }
    return new Digest(
        Bytes.wrap(bytes.copy(place.offset() + RecordFrame.PREVIOUS_AT, Digest.SIZE)));
  }

  private static LogFault fault(Kind kind, Position place, long index, int length, String detail) {
    return new LogFault(
        kind,
        SegmentHeader.fileName(place.segment()),
        place.offset(),
        place.offset() + length,
        "at record " + index + ": " + detail);
  }
}
