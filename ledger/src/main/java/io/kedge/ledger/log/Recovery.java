package io.kedge.ledger.log;

import io.kedge.kernel.Digest;
import io.kedge.ledger.log.LogConfig.Depth;
import io.kedge.ledger.log.LogFault.Kind;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Walks through the records of a log, notes where they begin, and lets [RecoveryRow] decide at
/// every place. Changes nothing on the disk.
///
/// It begins with the first segment that is whole, or, where only the tail is asked for, with the
/// one in which the older head ends: what lies before was complete when the next segment was made,
/// and [Seals] looks at it.
final class Recovery {
  private static final int WINDOW_BYTES = 1 << 20;

  private final Digest ledgerId;
  private final HeadFiles heads;
  private final Head head;
  private final List<SegmentFile> segments;
  private final boolean onlyToHead;
  private final Depth depth;

  private boolean goesOn;
  private OffsetTable offsets;
  private final Set<Head> confirmed = new HashSet<>();
  private Tail tail;
  private long recordsAboveHead;
  private int groupsAboveHead;
  private Optional<Position> tornAt = Optional.empty();
  private long tornBytes;

  /// @param onlyToHead stop at the end of the head: another process may be writing behind it
  Recovery(
      Digest ledgerId,
      HeadFiles heads,
      List<SegmentFile> segments,
      boolean onlyToHead,
      Depth depth) {
    this.ledgerId = ledgerId;
    this.heads = heads;
    this.head = heads.newest();
    this.segments = segments;
    this.onlyToHead = onlyToHead;
    this.depth = depth;
    this.offsets = new OffsetTable();
    this.tail = new Tail(0, SegmentHeader.BYTES, new Position(0, SegmentHeader.BYTES), 0, ledgerId);
  }

  /// Goes on where another walk ended: beside a writer, up to a newer head.
  private Recovery(Recovery before, HeadFiles heads, List<SegmentFile> segments) {
    this.ledgerId = before.ledgerId;
    this.heads = heads;
    this.head = heads.newest();
    this.segments = segments;
    this.onlyToHead = true;
    this.depth = before.depth;
    this.offsets = before.offsets;
    this.tail = before.tail;
    this.goesOn = true;
  }

  /// The walk that goes on after this one.
  ///
  /// @param heads newer than those of this walk
  /// @param segments all of them, those of this walk first
  Recovery goOn(HeadFiles heads, List<SegmentFile> segments) {
    return new Recovery(this, heads, segments);
  }

  /// Forgets what a walk that went on from this one, and failed, has noted.
  void takeBack() {
    offsets.cut((int) (tail.nextIndex() - segments.get(tail.segment()).firstIndex()));
  }

  /// The first segment to walk through. A head that was lost, or may be older than the log, makes
  /// the disk suspect: then everything is read.
  private int first() {
    if (goesOn) {
      return tail.segment();
    }
    int whole = 0;
    while (whole < segments.size() - 1 && segments.get(whole).isPruned()) {
      whole++;
    }
    if (depth == Depth.WHOLE || heads.lost().isPresent()) {
      return whole;
    }
    int least = segments.size() - 1;
    for (var readable : heads.readable()) {
      least = Math.min(least, readable.end().segment());
    }
    return Math.max(whole, least);
  }

  /// Walks, or names the first fault.
  void run() throws IOException {
    int first = first();
    if (first > 0 && !goesOn) {
      tail = new Seals(ledgerId, depth).check(segments, first);
    }
    confirm();
    boolean known = goesOn;
    for (var segment : segments.subList(first, segments.size())) {
      if (tail.segment() != segment.number()) {
        tail = tail.inNextSegment();
      }
      var bytes = new SegmentBytes(segment.file(), WINDOW_BYTES);
      if (!known) {
        requireWhole(segment);
        Seals.checkHeader(ledgerId, segment, bytes, tail.nextIndex());
        offsets = segment.tabulate(tail.nextIndex());
      }
      known = false;
      while (step(segment, bytes)) {
        // Every step is one record.
      }
      if (tornAt.isPresent()) {
        break;
      }
    }
    for (var readable : heads.readable()) {
      if (!confirmed.contains(readable)) {
        throw headNotInLog(readable, "the log has no record that ends at " + readable.end());
      }
    }
  }

  private static void requireWhole(SegmentFile segment) throws LogFault {
    if (segment.isPruned()) {
      throw new LogFault(
          Kind.SEGMENT_MISPLACED,
          segment.name(),
          0,
          SegmentHeader.BYTES,
          "a pruned segment after one that is whole, or the last one");
    }
  }

  /// Decides about the place at the tail; false if the segment has no more.
  private boolean step(SegmentFile segment, SegmentBytes bytes) throws IOException {
    var here = new Position(segment.number(), tail.size());
    if (onlyToHead && !here.before(head.end())) {
      return false;
    }
    boolean expected = here.segment() == head.end().segment() && here.before(head.end());
    if (here.offset() == bytes.size() && !expected) {
      return false;
    }
    var frame = RecordFrame.at(bytes, here.offset());
    var row = RecoveryRow.of(evidence(here, frame, bytes));
    switch (row.verdict()) {
      case KEEP -> accept(here, frame.orElseThrow());
      case CUT -> {
        tornAt = Optional.of(here);
        tornBytes = bytes.size() - here.offset();
        return false;
      }
      case STOP -> throw fault(row, here, frame, segment, bytes);
    }
    return true;
  }

  private Evidence evidence(Position here, Optional<RecordFrame> frame, SegmentBytes bytes)
      throws IOException {
    boolean bodyOk = frame.map(RecordFrame::checksumOk).orElse(false);
    boolean indexOk = frame.map(f -> f.index() == tail.nextIndex()).orElse(false);
    boolean previousOk = frame.map(f -> f.previous().equals(tail.hash())).orElse(false);
    boolean good = bodyOk && indexOk && previousOk;
    return new Evidence(
        frame.isPresent(),
        bodyOk,
        indexOk,
        previousOk,
        !good && laterGroupAfter(here, bytes),
        here.before(acknowledgedEnd()));
  }

  /// Below this a record may have been acknowledged. With a head lost, or known to be older than
  /// the log, that is everywhere.
  private Position acknowledgedEnd() {
    return heads.lost().isPresent() || headOld() ? Position.NEVER : head.end();
  }

  /// A group is written only after the head of the one before it.
  private boolean headOld() {
    return groupsAboveHead > 1;
  }

  private boolean laterGroupAfter(Position here, SegmentBytes bytes) throws IOException {
    if (here.segment() < segments.getLast().number()) {
      return true;
    }
    for (long at = here.offset() + 1; bytes.has(at, RecordFrame.OVERHEAD); at++) {
      if (bytes.int32(at) == RecordFrame.MAGIC && startsLaterGroup(RecordFrame.at(bytes, at))) {
        return true;
      }
    }
    return false;
  }

  private boolean startsLaterGroup(Optional<RecordFrame> frame) {
    return frame
        .filter(f -> f.checksumOk() && f.startsGroup() && f.index() > tail.nextIndex())
        .isPresent();
  }

  private void accept(Position here, RecordFrame frame) throws LogFault {
    offsets.add(here.offset());
    if (!here.before(head.end())) {
      recordsAboveHead++;
      groupsAboveHead += frame.startsGroup() ? 1 : 0;
    }
    tail = tail.after(frame.length(), frame.hash());
    confirm();
  }

  /// Compares the log with the heads that end here.
  private void confirm() throws LogFault {
    for (var readable : heads.readable()) {
      if (readable.end().equals(tail.end())) {
        boolean same =
            readable.lastIndex() == tail.nextIndex() - 1 && readable.lastHash().equals(tail.hash());
        if (!same) {
          throw headNotInLog(
              readable, "record " + (tail.nextIndex() - 1) + " is not the one the head names");
        }
        confirmed.add(readable);
      }
    }
  }

  private static LogFault headNotInLog(Head head, String detail) {
    return new LogFault(Kind.HEAD_NOT_IN_LOG, head.fileName(), 0, Head.BYTES, detail);
  }

  private LogFault fault(
      RecoveryRow row,
      Position here,
      Optional<RecordFrame> frame,
      SegmentFile segment,
      SegmentBytes bytes) {
    long end = frame.map(f -> here.offset() + f.length()).orElse(bytes.size());
    if (frame.isEmpty() && here.segment() == head.end().segment()) {
      end = Math.max(end, head.end().offset());
    }
    var detail = "at record " + tail.nextIndex() + ": " + row.meaning();
    if (heads.lost().isPresent()) {
      detail += "; " + heads.lost().get() + " is lost too, so it may have been acknowledged";
    }
    return new LogFault(row.fault().orElseThrow(), segment.name(), here.offset(), end, detail);
  }

  /// Where the next record goes, after a torn tail was cut.
  Tail tail() {
    return tail;
  }

  RecoveryReport report(boolean created) {
    return new RecoveryReport(
        created, tail.nextIndex(), recordsAboveHead, heads.lost(), headOld(), tornAt, tornBytes);
  }
}
