package io.kedge.ledger.log;

import io.kedge.ledger.disk.DiskFile;
import io.kedge.ledger.log.LogFault.Kind;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An open segment: its records whole, or pruned to what was kept of them.
///
/// Where the records begin is known as they are written or recovered; of a sealed segment it is
/// found out when the first of them is asked for.
final class SegmentFile {
  private static final int WINDOW_BYTES = 1 << 20;

  private final int number;
  private final DiskFile file;
  private final Optional<PrunedHeader> pruned;
  private volatile long firstIndex;
  private volatile @Nullable OffsetTable offsets;

  private SegmentFile(int number, DiskFile file, Optional<PrunedHeader> pruned) {
    this.number = number;
    this.file = file;
    this.pruned = pruned;
    this.firstIndex = pruned.map(PrunedHeader::firstIndex).orElse(0L);
  }

  static SegmentFile whole(int number, DiskFile file) {
    return new SegmentFile(number, file, Optional.empty());
  }

  static SegmentFile pruned(int number, DiskFile file, PrunedHeader header) {
    return new SegmentFile(number, file, Optional.of(header));
  }

  int number() {
    return number;
  }

  DiskFile file() {
    return file;
  }

  /// What its header says, if the segment was pruned.
  Optional<PrunedHeader> pruned() {
    return pruned;
  }

  boolean isPruned() {
    return pruned.isPresent();
  }

  String name() {
    return isPruned() ? PrunedHeader.fileName(number) : SegmentHeader.fileName(number);
  }

  /// The index of its first record, once recovery has looked at it.
  long firstIndex() {
    return firstIndex;
  }

  /// Learns that its records begin with this one; where they are is not known yet.
  void beginsWith(long index) {
    firstIndex = index;
  }

  /// Begins a table that the caller fills with every record of the segment.
  OffsetTable tabulate(long index) {
    firstIndex = index;
    var table = new OffsetTable();
    offsets = table;
    return table;
  }

  /// Where its records begin.
  ///
  /// @param end the index after its last record, known from the segment that follows
  /// @throws LogFault where the records cannot be counted up to it
  OffsetTable offsets(long end) throws IOException {
    OffsetTable known = offsets;
    if (known != null) {
      return known;
    }
    synchronized (this) {
      OffsetTable now = offsets;
      if (now == null) {
        now = counted(end);
        offsets = now;
      }
      return now;
    }
  }

  /// Goes from record to record by their lengths.
  private OffsetTable counted(long end) throws IOException {
    var bytes = new SegmentBytes(file, WINDOW_BYTES);
    var table = new OffsetTable();
    long at = SegmentHeader.BYTES;
    for (long index = firstIndex; index < end; index++) {
      int overhead = isPruned() ? PrunedHeader.OVERHEAD : RecordFrame.OVERHEAD;
      if (!bytes.has(at, overhead)) {
        throw missing(at, bytes.size(), index);
      }
      int lengthAt = isPruned() ? 0 : 4;
      int indexAt = lengthAt + 4;
      int length = bytes.int32(at + lengthAt);
      boolean magic = isPruned() || bytes.int32(at) == RecordFrame.MAGIC;
      if (!magic || length < overhead || bytes.int64(at + indexAt) != index) {
        throw missing(at, at + overhead, index);
      }
      table.add(at);
      at += length;
    }
    return table;
  }

  private LogFault missing(long from, long to, long index) {
    return new LogFault(
        Kind.RECORD_HEADER_DAMAGED, name(), from, to, "record " + index + " is not found there");
  }

  @Override
  public String toString() {
    return name();
  }
}
