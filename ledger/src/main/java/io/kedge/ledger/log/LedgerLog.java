package io.kedge.ledger.log;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.DiskLock;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The append-only log of a ledger (semantics/ledger.md §6B; docs/reference/storage.md).
///
/// One thread at a time appends and commits. Only [#commit] makes records durable: acknowledge
/// nothing before it returns. Reading may be done from any thread and sees committed records only.
///
/// ```
/// try (var log = LedgerLog.open(RealDisk.at(dir), LogConfig.of(ledgerId), fatal)) {
///   log.append(List.of(new RecordBody(1, block)));
///   log.commit(treeSize, root); // now it may be acknowledged
/// }
/// ```
public final class LedgerLog implements Closeable {
  /// Who else may have the log open while it is read.
  public enum Reading {
    /// Nobody: a process that has it open for writing makes the reader refuse.
    ALONE,
    /// A process may be writing. Only what its last head covers is read, and the lock is not
    /// taken, so that this also works where nothing can be written.
    BESIDE_A_WRITER
  }

  private static final int READ_BYTES = 4 << 10;
  private static final int HEAD_ATTEMPTS_MAX = 8;

  private final Optional<DiskLock> lock;
  private HeadFiles heads;
  private List<SegmentFile> readOnly;
  private final @Nullable LogWriter writer;
  private final LogReader reader;
  private final RecoveryReport report;
  private @Nullable Beside beside;

  /// What going on beside a writer needs.
  private record Beside(Layout layout, Disk disk, Digest ledgerId, Recovery walked) {}

  private LedgerLog(
      Optional<DiskLock> lock,
      HeadFiles heads,
      List<SegmentFile> readOnly,
      @Nullable LogWriter writer,
      LogReader reader,
      RecoveryReport report) {
    this.lock = lock;
    this.heads = heads;
    this.readOnly = readOnly;
    this.writer = writer;
    this.reader = reader;
    this.report = report;
  }

  /// Opens a log for writing, recovers it, and makes it if the directory is empty.
  ///
  /// @throws LogFault if something is damaged that may have been acknowledged
  /// @throws io.kedge.ledger.disk.DiskLocked if another process has it
  public static LedgerLog open(Disk disk, LogConfig config, FatalStorage fatal) throws IOException {
    return open(disk, config, fatal, false);
  }

  /// Opens a log that is a copy of another one, as [#open] does, but drops the records that no head
  /// covers instead of keeping them: they come again from where they came from.
  public static LedgerLog openCopy(Disk disk, LogConfig config, FatalStorage fatal)
      throws IOException {
    return open(disk, config, fatal, true);
  }

  private static LedgerLog open(Disk disk, LogConfig config, FatalStorage fatal, boolean copy)
      throws IOException {
    var lock = disk.lock(Layout.LOCK);
    List<SegmentFile> segments = List.of();
    try {
      var layout = new Layout(disk);
      var format = layout.format();
      if (format.isEmpty()) {
        layout.create(config);
      }
      layout.requireLedger(layout.format().orElseThrow(layout::missing), config.ledgerId());
      layout.sweep();
      var heads = HeadFiles.open(disk, config.ledgerId());
      segments = layout.openSegments(heads.newest().end().segment(), true);
      var recovery = recovered(config.ledgerId(), heads, segments, false, config.depth());
      var report = recovery.report(format.isEmpty());
      var writer = new LogWriter(disk, config, heads, recovery, segments, fatal);
      writer.settle(report);
      if (copy) {
        writer.dropAboveHead();
      }
      return new LedgerLog(Optional.of(lock), heads, List.of(), writer, writer.reader(), report);
    } catch (IOException | RuntimeException e) {
      closeAll(segments, Optional.of(lock));
      throw e;
    }
  }

  /// Makes a log that begins after a record it does not have, in an empty directory; completes what
  /// a crash left of doing so.
  ///
  /// @throws LogFault if there is a log already
  /// @throws io.kedge.ledger.disk.DiskLocked if another process has it
  public static void create(Disk disk, LogConfig config, LogStart start) throws IOException {
    try (var _ = disk.lock(Layout.LOCK)) {
      var layout = new Layout(disk);
      if (layout.format().isPresent()) {
        throw layout.taken();
      }
      layout.sweep();
      layout.create(config, start);
    }
  }

  /// Opens a log for reading. Nothing on the disk is changed: a torn tail is only left out.
  ///
  /// @throws LogFault if something is damaged that may have been acknowledged
  /// @throws io.kedge.ledger.disk.DiskLocked if another process has it and `reading` is
  ///     [Reading#ALONE]
  public static LedgerLog openForReading(Disk disk, Digest ledgerId, Reading reading)
      throws IOException {
    return openForReading(disk, ledgerId, reading, LogConfig.Depth.WHOLE);
  }

  /// Opens a log for reading, looking at all of it or at its tail only.
  ///
  /// @throws LogFault if something is damaged that may have been acknowledged
  /// @throws io.kedge.ledger.disk.DiskLocked if another process has it and `reading` is
  ///     [Reading#ALONE]
  public static LedgerLog openForReading(
      Disk disk, Digest ledgerId, Reading reading, LogConfig.Depth depth) throws IOException {
    var lock =
        switch (reading) {
          case ALONE -> Optional.of(disk.lock(Layout.LOCK));
          case BESIDE_A_WRITER -> Optional.<DiskLock>empty();
        };
    List<SegmentFile> segments = List.of();
    try {
      var layout = new Layout(disk);
      layout.requireLedger(layout.format().orElseThrow(layout::missing), ledgerId);
      var heads = openHeads(disk, ledgerId, reading);
      segments = layout.openSegments(heads.newest().end().segment(), false);
      boolean onlyToHead = reading == Reading.BESIDE_A_WRITER;
      var recovery = recovered(ledgerId, heads, segments, onlyToHead, depth);
      var reader = new LogReader(recovery.tail(), segments);
      var log = new LedgerLog(lock, heads, segments, null, reader, recovery.report(false));
      if (reading == Reading.BESIDE_A_WRITER) {
        log.beside = new Beside(layout, disk, ledgerId, recovery);
      }
      return log;
    } catch (IOException | RuntimeException e) {
      closeAll(segments, lock);
      throw e;
    }
  }

  /// Heads that turn out to be older than the log make the disk suspect: then all of it is read.
  private static Recovery recovered(
      Digest ledgerId,
      HeadFiles heads,
      List<SegmentFile> segments,
      boolean onlyToHead,
      LogConfig.Depth depth)
      throws IOException {
    var recovery = new Recovery(ledgerId, heads, segments, onlyToHead, depth);
    recovery.run();
    if (depth == LogConfig.Depth.TAIL && recovery.report(false).headOld()) {
      recovery = new Recovery(ledgerId, heads, segments, onlyToHead, LogConfig.Depth.WHOLE);
      recovery.run();
    }
    return recovery;
  }

  /// Beside a writer the two files may be read around one of its commits.
  private static HeadFiles openHeads(Disk disk, Digest ledgerId, Reading reading)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return HeadFiles.open(disk, ledgerId);
      } catch (LogFault e) {
        if (reading == Reading.ALONE || attempt == HEAD_ATTEMPTS_MAX) {
          throw e;
        }
      }
    }
  }

  /// Takes in what a writer beside made durable since; answers whether there is more to read now.
  ///
  /// @throws LogFault if something is damaged that may have been acknowledged
  /// @throws IllegalStateException if the log was not opened for reading beside a writer
  public synchronized boolean goOn() throws IOException {
    var from = beside;
    if (from == null) {
      throw new IllegalStateException("the log was not opened beside a writer");
    }
    var fresh = openHeads(from.disk(), from.ledgerId(), Reading.BESIDE_A_WRITER);
    if (fresh.newest().lastIndex() <= lastIndex()) {
      return false;
    }
    var all = new ArrayList<>(readOnly);
    for (int number = all.size(); number <= fresh.newest().end().segment(); number++) {
      all.add(from.layout().openSegment(number, Disk.Open.READ));
    }
    readOnly = List.copyOf(all);
    var walk = from.walked().goOn(fresh, readOnly);
    try {
      walk.run();
    } catch (IOException | RuntimeException e) {
      from.walked().takeBack();
      throw e;
    }
    heads = fresh;
    beside = new Beside(from.layout(), from.disk(), from.ledgerId(), walk);
    reader.publish(walk.tail(), readOnly);
    return true;
  }

  /// The ledger whose log is in a directory, if there is a log.
  ///
  /// @throws LogFault if `FORMAT` is damaged
  public static Optional<Digest> ledgerIdIn(Disk disk) throws IOException {
    return new Layout(disk).format().map(FormatFile::ledgerId);
  }

  /// Takes the directory for this process, for what has to be done before a log is opened or made.
  ///
  /// @throws io.kedge.ledger.disk.DiskLocked if another process has it
  public static DiskLock alone(Disk disk) throws IOException {
    return disk.lock(Layout.LOCK);
  }

  /// What opening found and did.
  public RecoveryReport report() {
    return report;
  }

  /// The last durable head. After an orderly end it covers all records.
  public Head head() {
    var open = writer;
    synchronized (this) {
      return open == null ? heads.newest() : open.head();
    }
  }

  /// The index of the last record that can be read, −1 if there is none.
  public long lastIndex() {
    return reader.lastIndex();
  }

  /// The index of the first record that is here as it was written; one above the last if all were
  /// pruned.
  public long firstWhole() {
    return reader.firstWhole();
  }

  /// The index of the first record of which anything is here: 0, or above it in a log that was
  /// begun from a snapshot.
  public long firstKept() {
    return reader.firstKept();
  }

  /// What was kept of a pruned record; empty of one that is here as it was written.
  ///
  /// @throws LogFault also PRUNED of one of which nothing is here
  /// @throws IndexOutOfBoundsException if it is not in the log
  public Optional<Bytes> kept(long index) throws IOException {
    return reader.kept(index);
  }

  /// The hash of a record; empty of a pruned one that is not the last of its segment.
  ///
  /// @throws IndexOutOfBoundsException if it is not in the log
  public Optional<Digest> hash(long index) throws IOException {
    return reader.hash(index);
  }

  /// The hash of the last record that can be read; the ledger's id if there is none.
  public Digest lastHash() {
    return reader.lastHash();
  }

  /// Writes records, without making them durable, and answers the index of the first of them.
  ///
  /// @throws AppendRefused if the disk is full: none of these records is in the log
  /// @throws StorageFailed if the disk failed: the log is of no more use
  /// @throws IllegalArgumentException if there is no record, or one that is longer than a segment
  /// @throws IllegalStateException if recovery kept records that are still to be committed
  public synchronized long append(List<RecordBody> bodies) throws AppendRefused {
    if (bodies.isEmpty()) {
      throw new IllegalArgumentException("nothing to append");
    }
    return requireWriter().append(bodies);
  }

  /// Writes one record as it lies in the log it is copied from, so that the copy becomes the same
  /// files byte for byte. [#commit] comes before each record that starts a group, for such a record
  /// says that all before it is durable.
  ///
  /// @param startsGroup the flag it has there
  /// @param startsSegment whether it is the first of its segment there
  /// @throws AppendRefused if the disk is full: the record is not in the log
  /// @throws StorageFailed if the disk failed: the log is of no more use
  public synchronized void appendCopy(RecordBody body, boolean startsGroup, boolean startsSegment)
      throws AppendRefused {
    requireWriter().appendCopy(body, startsGroup, startsSegment);
  }

  /// Bytes in use of the segment that is written to.
  public synchronized long segmentBytes() {
    return requireWriter().segmentBytes();
  }

  /// Makes all appended records durable, together with the size and root of the ledger's tree
  /// after them. Without new records it changes nothing and answers the present head.
  ///
  /// @throws AppendRefused if the disk is full: the records appended since the last commit are
  ///     not in the log any more (those that recovery kept stay, still to be committed)
  /// @throws StorageFailed if the disk failed: nothing may be acknowledged, the log is of no more
  ///     use
  /// @throws IllegalArgumentException if the tree shrinks, or changes without a record
  public synchronized Head commit(long treeSize, Digest root) throws AppendRefused {
    return requireWriter().commit(treeSize, root);
  }

  /// What is kept of a record.
  @FunctionalInterface
  public interface Keep {
    /// The bytes to keep of a record that was checked; [LedgerLog#kept] answers them.
    Bytes of(LogRecord pruned) throws IOException;
  }

  /// Replaces the content of records by what is to be kept of them, whole segments only, from the
  /// first on. Of a segment the pruned form appears, durably, before the segment is removed; what
  /// a crash leaves of that the next opening finishes. Others may append, commit and read
  /// meanwhile.
  ///
  /// The last segment, and that in which a head ends, stay whole.
  ///
  /// @param before the index of the first record that must stay whole
  /// @throws LogFault if a record to be pruned is damaged: its segment and those after it stay
  /// @throws io.kedge.ledger.disk.DiskFull if there is no space for a pruned form: its segment
  ///     stays
  public LogPruned prune(long before, Keep keep) throws IOException {
    var pruning = new Pruning();
    while (pruning.one(before, keep)) {
      // Each time it is one segment.
    }
    return pruning.result();
  }

  private final class Pruning {
    private int segments;
    private long bytesBefore;
    private long bytesAfter;

    boolean one(long before, Keep keep) throws IOException {
      SegmentFile segment;
      long end;
      synchronized (LedgerLog.this) {
        var next = requireWriter().nextToPrune(before);
        if (next.isEmpty()) {
          return false;
        }
        segment = next.get();
        end = reader.end(segment);
      }
      PrunedHeader header = requireWriter().pruned(segment, end, keep);
      segments++;
      bytesBefore += segment.file().size();
      bytesAfter += header.fileBytes();
      synchronized (LedgerLog.this) {
        requireWriter().replace(segment);
      }
      return true;
    }

    LogPruned result() {
      return new LogPruned(firstWhole(), segments, bytesBefore, bytesAfter);
    }
  }

  private LogWriter requireWriter() {
    if (writer == null) {
      throw new IllegalStateException("the log was opened for reading");
    }
    return writer;
  }

  /// One record, its checksum, index and hash compared with what follows it.
  ///
  /// @throws LogFault if it is not as it was written; PRUNED if its content is not here any more
  /// @throws IndexOutOfBoundsException if it is not in the log
  public LogRecord read(long index) throws IOException {
    return reader.read(index, new LogReader.Windows(READ_BYTES));
  }

  /// How a record lies in its segment.
  ///
  /// @throws LogFault if no whole record is where it was
  /// @throws IndexOutOfBoundsException if it is not in the log
  public RecordMark mark(long index) throws IOException {
    return reader.mark(index, new LogReader.Windows(READ_BYTES));
  }

  /// The records from an index on, which may be the one after the last.
  public LogCursor readFrom(long index) {
    if (index < 0 || index > lastIndex() + 1) {
      throw new IndexOutOfBoundsException(
          "record " + index + " of a log whose last is " + lastIndex());
    }
    return new LogCursor(reader, index);
  }

  /// Gives files and lock back. Records that were not committed may or may not be there at the
  /// next opening.
  @Override
  public synchronized void close() throws IOException {
    try {
      if (writer != null) {
        writer.close();
      }
    } finally {
      closeAll(readOnly, lock);
    }
  }

  private static void closeAll(List<SegmentFile> segments, Optional<DiskLock> lock)
      throws IOException {
    try {
      for (var segment : segments) {
        segment.file().close();
      }
    } finally {
      if (lock.isPresent()) {
        lock.get().close();
      }
    }
  }
}
