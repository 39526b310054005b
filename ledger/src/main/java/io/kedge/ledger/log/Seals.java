package io.kedge.ledger.log;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.log.LogConfig.Depth;
import io.kedge.ledger.log.LogFault.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// Checks segments that were complete before the next was made without reading all of them: the
/// first 4 KiB, that the file ends with a whole record of the expected index, and that what follows
/// names that record's hash. What lies between is checked when it is read, and by every inspection.
final class Seals {
  private static final int WINDOW_BYTES = 64 << 10;
  private static final int CONTENT_WINDOW_BYTES = 1 << 20;

  private final Digest ledgerId;
  private final Depth depth;
  private long nextIndex;
  private Digest hash;

  /// @param depth whether the content of pruned segments is read too
  Seals(Digest ledgerId, Depth depth) {
    this.ledgerId = ledgerId;
    this.depth = depth;
    this.hash = ledgerId;
  }

  /// Checks the segments before a number and learns where their records begin.
  ///
  /// @param segments all segments
  /// @param before the first that is not checked here
  /// @return where the log stands at the beginning of that one
  Tail check(List<SegmentFile> segments, int before) throws IOException {
    boolean whole = false;
    for (var segment : segments.subList(0, before)) {
      if (segment.isPruned()) {
        pruned(segment, whole);
      } else {
        whole = true;
        var next = segments.get(segment.number() + 1);
        sealed(segment, next);
      }
    }
    var start = new Position(before, SegmentHeader.BYTES);
    return new Tail(before, SegmentHeader.BYTES, start, nextIndex, hash);
  }

  private void pruned(SegmentFile segment, boolean afterWhole) throws IOException {
    var header = segment.pruned().orElseThrow();
    boolean follows =
        segment.number() == 0 ? header.firstIndex() >= 0 : header.firstIndex() == nextIndex;
    if (afterWhole
        || !follows
        || !header.ledgerId().equals(ledgerId)
        || header.number() != segment.number()) {
      throw new LogFault(
          Kind.SEGMENT_MISPLACED, segment.name(), 0, SegmentHeader.BYTES, "found " + header);
    }
    if (depth == Depth.WHOLE && !contentDigest(segment).equals(header.content())) {
      throw new LogFault(
          Kind.RECORD_BODY_DAMAGED,
          segment.name(),
          SegmentHeader.BYTES,
          header.fileBytes(),
          "what was kept is not as it was written");
    }
    nextIndex = header.nextIndex();
    hash = header.lastHash();
  }

  private static Digest contentDigest(SegmentFile segment) throws IOException {
    var sum = PrunedWriter.sha256();
    var buffer = ByteBuffer.allocate(CONTENT_WINDOW_BYTES);
    long at = SegmentHeader.BYTES;
    for (int read = 1; read > 0; at += read) {
      buffer.clear();
      read = segment.file().read(at, buffer);
      sum.update(buffer.array(), 0, read);
    }
    return new Digest(Bytes.wrap(sum.digest()));
  }

  private void sealed(SegmentFile segment, SegmentFile next) throws IOException {
    var bytes = new SegmentBytes(segment.file(), WINDOW_BYTES);
    checkHeader(ledgerId, segment, bytes, nextIndex);
    checkFirst(segment, bytes);
    segment.beginsWith(nextIndex);
    var following = new SegmentBytes(next.file(), SegmentHeader.BYTES);
    long end = header(next, following).firstIndex();
    long size = bytes.size();
    int length = size < 4 || !bytes.has(size - 4, 4) ? 0 : bytes.int32(size - 4);
    long at = size - length;
    boolean fits = length >= RecordFrame.OVERHEAD && at >= SegmentHeader.BYTES;
    Optional<RecordFrame> frame =
        fits ? RecordFrame.at(bytes, at).filter(f -> f.length() == length) : Optional.empty();
    if (frame.isEmpty()) {
      throw fault(Kind.RECORD_HEADER_DAMAGED, segment, Math.max(0, at), size, end - 1);
    }
    if (!frame.get().checksumOk()) {
      throw fault(Kind.RECORD_BODY_DAMAGED, segment, at, size, end - 1);
    }
    if (frame.get().index() != end - 1 || end <= nextIndex) {
      throw fault(Kind.RECORD_MISDIRECTED, segment, at, size, end - 1);
    }
    nextIndex = end;
    hash = frame.get().hash();
  }

  /// The first record of a segment names the hash of the last one before it.
  private void checkFirst(SegmentFile segment, SegmentBytes bytes) throws IOException {
    long at = SegmentHeader.BYTES;
    if (!bytes.has(at, RecordFrame.OVERHEAD) || bytes.int32(at) != RecordFrame.MAGIC) {
      throw fault(Kind.RECORD_HEADER_DAMAGED, segment, at, at, nextIndex);
    }
    if (bytes.int64(at + 8) != nextIndex) {
      throw fault(Kind.RECORD_MISDIRECTED, segment, at, at, nextIndex);
    }
    var previous = new Digest(Bytes.wrap(bytes.copy(at + RecordFrame.PREVIOUS_AT, Digest.SIZE)));
    if (!previous.equals(hash)) {
      throw fault(Kind.RECORD_CHAIN_BROKEN, segment, at, at, nextIndex);
    }
  }

  private static LogFault fault(Kind kind, SegmentFile segment, long from, long to, long index) {
    return new LogFault(
        kind,
        segment.name(),
        from,
        to,
        "at record " + index + ", the first or last of its segment");
  }

  /// Compares the first 4 KiB of a segment with what they must be.
  static void checkHeader(Digest ledgerId, SegmentFile segment, SegmentBytes bytes, long firstIndex)
      throws IOException {
    var header = header(segment, bytes);
    var expected = new SegmentHeader(ledgerId, segment.number(), firstIndex);
    if (!header.equals(expected)) {
      throw new LogFault(
          Kind.SEGMENT_MISPLACED,
          segment.name(),
          0,
          SegmentHeader.BYTES,
          "found " + header + ", expected " + expected);
    }
  }

  private static SegmentHeader header(SegmentFile segment, SegmentBytes bytes) throws IOException {
    var there = bytes.has(0, SegmentHeader.BYTES);
    var header =
        there
            ? SegmentHeader.decoded(bytes.copy(0, SegmentHeader.BYTES))
            : Optional.<SegmentHeader>empty();
    return header.orElseThrow(
        () ->
            new LogFault(
                Kind.SEGMENT_HEADER_DAMAGED,
                segment.name(),
                0,
                SegmentHeader.BYTES,
                "not as it was written"));
  }
}
