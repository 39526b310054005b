package io.kedge.ledger.log;

import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.DiskFull;
import io.kedge.ledger.disk.FaultPoint;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes records and heads, in the order that makes recovery unambiguous: records, force, head,
/// force. For one thread at a time.
final class LogWriter implements Closeable {
  private static final int PRUNE_WINDOW_BYTES = 1 << 20;

  private final Disk disk;
  private final Layout layout;
  private final LogConfig config;
  private final HeadFiles heads;
  private final FatalStorage fatal;
  private final List<SegmentFile> segments;
  private final LogReader reader;
  private Tail tail;

  /// Where the records end that are never taken back.
  private Tail floor;

  private boolean commitFirst;
  private @Nullable StorageFailed failed;

  LogWriter(
      Disk disk,
      LogConfig config,
      HeadFiles heads,
      Recovery recovery,
      List<SegmentFile> segments,
      FatalStorage fatal) {
    this.disk = disk;
    this.layout = new Layout(disk);
    this.config = config;
    this.heads = heads;
    this.fatal = fatal;
    this.segments = new ArrayList<>(segments);
    this.tail = recovery.tail();
    this.floor = tail;
    this.reader = new LogReader(tail, segments);
  }

  /// Makes what recovery found the durable truth: cuts the torn tail, forces what was kept, writes
  /// a lost head again. Doing it twice, or half and then again, changes nothing more.
  void settle(RecoveryReport report) throws IOException {
    if (report.tornAt().isPresent()) {
      disk.at(FaultPoint.BEFORE_TAIL_CUT);
      last().file().truncate(tail.size());
      disk.at(FaultPoint.AFTER_TAIL_CUT);
    }
    if (report.tornAt().isPresent() || report.recordsAboveHead() > 0) {
      last().file().force();
    }
    commitFirst = report.recordsAboveHead() > 0;
    if (!commitFirst) {
      heads.repair();
    }
  }

  /// Drops the records that no head covers: they were acknowledged to nobody, and a copy gets them
  /// again from where it got them.
  void dropAboveHead() throws IOException {
    if (!commitFirst) {
      return;
    }
    Head head = heads.newest();
    while (last().number() > head.end().segment()) {
      var gone = segments.removeLast();
      gone.file().close();
      disk.delete(gone.name());
      disk.forceDirectory(SegmentHeader.DIRECTORY);
    }
    var readOnly = segments.removeLast();
    readOnly.file().close();
    segments.add(layout.openSegment(head.end().segment(), Disk.Open.WRITE));
    last().beginsWith(readOnly.firstIndex());
    last().file().truncate(head.end().offset());
    last().file().force();
    tail =
        new Tail(
            head.end().segment(),
            head.end().offset(),
            head.end(),
            head.lastIndex() + 1,
            head.lastHash());
    floor = tail;
    commitFirst = false;
    reader.publish(tail, segments);
    heads.repair();
  }

  LogReader reader() {
    return reader;
  }

  Head head() {
    return heads.newest();
  }

  private SegmentFile last() {
    return segments.getLast();
  }

  long append(List<RecordBody> bodies) throws AppendRefused {
    requireWorking();
    if (commitFirst) {
      throw new IllegalStateException("commit the records that recovery kept before appending");
    }
    for (var body : bodies) {
      if (body.bytes().size() > config.bodyBytesMax()) {
        throw new IllegalArgumentException(
            "a body has at most " + config.bodyBytesMax() + " bytes: " + body.bytes().size());
      }
    }
    var before = tail;
    try {
      heads.repair();
      write(bodies);
      return before.nextIndex();
    } catch (DiskFull e) {
      takeBack(before);
      throw new AppendRefused("no space for record " + before.nextIndex() + "; nothing changed", e);
    } catch (IOException e) {
      throw stop("cannot write record " + before.nextIndex(), e);
    }
  }

  /// Writes one record as it lies in the log it is copied from.
  ///
  /// @param startsGroup the flag it has there
  /// @param startsSegment whether it is the first of its segment there
  void appendCopy(RecordBody body, boolean startsGroup, boolean startsSegment)
      throws AppendRefused {
    requireWorking();
    if (commitFirst) {
      throw new IllegalStateException("commit the records that recovery kept before appending");
    }
    var before = tail;
    try {
      heads.repair();
      var offsets = startsSegment && tail.size() > SegmentHeader.BYTES ? roll() : offsetsOfLast();
      var buffers = new ArrayList<ByteBuffer>();
      int flags = startsGroup ? RecordFrame.GROUP_START : 0;
      long from = tail.size();
      add(offsets, buffers, body, flags);
      flush(from, buffers);
    } catch (DiskFull e) {
      takeBack(before);
      throw new AppendRefused("no space for record " + before.nextIndex() + "; nothing changed", e);
    } catch (IOException e) {
      throw stop("cannot write record " + before.nextIndex(), e);
    }
  }

  /// Bytes of the segment that would be written to.
  long segmentBytes() {
    return tail.size();
  }

  private void write(List<RecordBody> bodies) throws IOException {
    var buffers = new ArrayList<ByteBuffer>();
    long from = tail.size();
    var offsets = offsetsOfLast();
    for (var body : bodies) {
      int length = RecordFrame.OVERHEAD + body.bytes().size();
      if (tail.size() > SegmentHeader.BYTES && tail.size() + length > config.segmentBytesMax()) {
        flush(from, buffers);
        offsets = roll();
        from = tail.size();
      }
      boolean first = tail.nextIndex() == floor.nextIndex();
      add(offsets, buffers, body, first ? RecordFrame.GROUP_START : 0);
    }
    flush(from, buffers);
  }

  private void add(OffsetTable offsets, List<ByteBuffer> buffers, RecordBody body, int flags) {
    buffers.addAll(RecordFrame.encoded(tail.nextIndex(), tail.hash(), flags, body));
    offsets.add(tail.size());
    var hash = RecordFrame.hash(tail.nextIndex(), tail.hash(), body.type(), body.bytes());
    tail = tail.after(RecordFrame.OVERHEAD + body.bytes().size(), hash);
  }

  private void flush(long from, List<ByteBuffer> buffers) throws IOException {
    if (!buffers.isEmpty()) {
      last().file().write(from, buffers);
      buffers.clear();
    }
  }

  /// Begins the next segment, when the present one is durable: that a segment exists proves all
  /// before it.
  private OffsetTable roll() throws IOException {
    last().file().force();
    disk.at(FaultPoint.BEFORE_NEXT_SEGMENT);
    var next = tail.inNextSegment();
    layout.createSegment(config.ledgerId(), next.segment(), next.nextIndex());
    var segment = layout.openSegment(next.segment(), Disk.Open.WRITE);
    segments.add(segment);
    tail = next;
    disk.at(FaultPoint.AFTER_NEXT_SEGMENT);
    return segment.tabulate(next.nextIndex());
  }

  /// Recovery has noted every record of the last segment, so nothing has to be read.
  private OffsetTable offsetsOfLast() throws IOException {
    return last().offsets(tail.nextIndex());
  }

  /// Removes what was written after a tail.
  private void takeBack(Tail before) {
    disk.at(FaultPoint.BEFORE_TAKE_BACK);
    try {
      while (last().number() > before.segment()) {
        var gone = segments.removeLast();
        gone.file().close();
        disk.delete(gone.name());
        disk.forceDirectory(SegmentHeader.DIRECTORY);
      }
      last().file().truncate(before.size());
      last().file().force();
      offsetsOfLast().cut((int) (before.nextIndex() - last().firstIndex()));
    } catch (IOException e) {
      throw stop("cannot take back record " + before.nextIndex(), e);
    }
    tail = before;
  }

  Head commit(long treeSize, Digest root) throws AppendRefused {
    requireWorking();
    var head = heads.newest();
    if (tail.nextIndex() - 1 == head.lastIndex()) {
      if (treeSize != head.treeSize() || !root.equals(head.root())) {
        throw new IllegalArgumentException("the tree changes only with a record");
      }
      return head;
    }
    if (treeSize < head.treeSize()) {
      throw new IllegalArgumentException(
          "a tree of " + treeSize + " leaves after one of " + head.treeSize());
    }
    try {
      disk.at(FaultPoint.AFTER_APPEND_BEFORE_FORCE);
      last().file().force();
      disk.at(FaultPoint.AFTER_FORCE_BEFORE_HEAD);
      heads.write(head.next(tail.end(), tail.nextIndex() - 1, tail.hash(), treeSize, root));
    } catch (DiskFull e) {
      takeBack(floor);
      throw new AppendRefused("no space for a head; nothing changed", e);
    } catch (IOException e) {
      throw stop("cannot make record " + (tail.nextIndex() - 1) + " durable", e);
    }
    commitFirst = false;
    floor = tail;
    reader.publish(tail, segments);
    return heads.newest();
  }

  /// The first segment that is whole, if all of it may be pruned.
  Optional<SegmentFile> nextToPrune(long before) {
    requireWorking();
    int heads = Integer.MAX_VALUE;
    for (var readable : this.heads.readable()) {
      heads = Math.min(heads, readable.end().segment());
    }
    for (var segment : segments) {
      if (!segment.isPruned()) {
        boolean sealed = segment.number() < Math.min(heads, last().number());
        return Optional.of(segment).filter(s -> sealed && reader.end(s) <= before);
      }
    }
    return Optional.empty();
  }

  /// Writes the pruned form of a segment beside it.
  PrunedHeader pruned(SegmentFile segment, long end, LedgerLog.Keep keep) throws IOException {
    var windows = new LogReader.Windows(PRUNE_WINDOW_BYTES);
    try (var out = PrunedWriter.begin(disk, segment.number())) {
      Digest hash = config.ledgerId();
      for (long index = segment.firstIndex(); index < end; index++) {
        var record = reader.read(index, windows);
        out.add(index, keep.of(record));
        hash = record.hash();
      }
      return out.finish(config.ledgerId(), segment.number(), segment.firstIndex(), end, hash);
    }
  }

  /// Puts the pruned form of a segment in its place.
  void replace(SegmentFile segment) throws IOException {
    segments.set(segment.number(), layout.openPruned(segment.number()));
    reader.replace(segments, segment);
    disk.delete(segment.name());
    disk.forceDirectory(SegmentHeader.DIRECTORY);
  }

  private StorageFailed stop(String what, IOException cause) {
    var failure = new StorageFailed(disk + ": " + what + ": " + cause.getMessage(), cause);
    failed = failure;
    fatal.stop(failure);
    return failure;
  }

  private void requireWorking() {
    if (failed != null) {
      throw new StorageFailed("the disk failed before: " + failed.getMessage(), failed);
    }
  }

  @Override
  public void close() throws IOException {
    heads.close();
    for (var segment : segments) {
      segment.file().close();
    }
  }
}
