package io.kedge.ledger.log;

import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.DiskFile;
import io.kedge.ledger.log.LogFault.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/// Copies a log to another directory, also while a process writes to it: segments are only appended
/// to, and the head says how far they are durable. Reads the source and takes no lock there.
///
/// A copy that is there already is continued. What it has up to its own head is taken for what it
/// was when it was copied, but for both ends of each segment; checking the whole copy afterwards is
/// the caller's. At every moment the copy is an openable log, once its first making is complete.
public final class LogCopy {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int COMPARED_BYTES = 64 << 10;
  private static final int ATTEMPTS_MAX = 8;

  private final Disk from;
  private final Disk to;
  private final FormatFile format;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long copied;
  private long kept;

  private LogCopy(Disk from, Disk to, FormatFile format) {
    this.from = from;
    this.to = to;
    this.format = format;
  }

  /// What was copied.
  ///
  /// @param head up to where the copy goes
  /// @param bytesCopied written to the copy
  /// @param bytesKept that were there already
  public record Copied(Head head, long bytesCopied, long bytesKept) {}

  /// Copies a log, or brings a copy up to date. The caller has the copy's lock.
  ///
  /// @throws LogFault where a file of the source is missing or damaged at its ends; WRONG_LEDGER
  ///     where another ledger's copy is there; HEAD_NOT_IN_LOG where the copy has another history
  public static Copied copy(Disk from, Disk to) throws IOException {
    var source = new Layout(from);
    var format = source.format().orElseThrow(source::missing);
    var target = new Layout(to);
    var known = target.format();
    if (known.isPresent()) {
      target.requireLedger(known.get(), format.ledgerId());
    }
    return new LogCopy(from, to, format).copy(known.isPresent());
  }

  private Copied copy(boolean known) throws IOException {
    Optional<HeadFiles> before =
        known ? Optional.of(HeadFiles.open(to, format.ledgerId())) : Optional.empty();
    Optional<Position> end = before.map(heads -> heads.newest().end());
    var heads = sourceHeads();
    if (before.isPresent() && before.get().newest().seq() > heads.newest().seq()) {
      throw differs(before.get().newest(), "the copy is newer than what is to be copied");
    }
    to.createDirectory(SegmentHeader.DIRECTORY);
    new Layout(to).sweepUnfinished();
    for (int attempt = 1; ; attempt++) {
      try {
        copySegments(heads.newest(), end);
        break;
      } catch (NoSuchFileException e) {
        // The source pruned a segment after its name was read.
        if (attempt == ATTEMPTS_MAX) {
          throw e;
        }
      }
    }
    to.forceDirectory(SegmentHeader.DIRECTORY);
    writeHeads(heads);
    if (!known) {
      NewFile.write(to, FormatFile.NAME, format.encoded());
    }
    return new Copied(heads.newest(), copied, kept);
  }

  /// The source's heads; its writer may be between the two.
  private HeadFiles sourceHeads() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return HeadFiles.open(from, format.ledgerId());
      } catch (LogFault e) {
        if (attempt == ATTEMPTS_MAX) {
          throw e;
        }
      }
    }
  }

  private LogFault differs(Head head, String detail) {
    return new LogFault(Kind.HEAD_NOT_IN_LOG, head.fileName(), 0, Head.BYTES, detail);
  }

  // Segments.

  /// @param end up to where the copy was complete before; empty of a new one
  private void copySegments(Head head, Optional<Position> end) throws IOException {
    int last = head.end().segment();
    int pruned = -1;
    for (int number = 0; number < last; number++) {
      boolean complete = isComplete(number, end) && to.exists(SegmentHeader.fileName(number));
      boolean prunedThere = from.exists(PrunedHeader.fileName(number));
      pruned = prunedThere && !complete ? number : pruned;
    }
    for (int number = 0; number <= pruned; number++) {
      copyPruned(number);
    }
    for (int number = pruned + 1; number <= last; number++) {
      if (isComplete(number, end) && to.exists(SegmentHeader.fileName(number))) {
        compareWhole(number);
      } else {
        long until = number == last ? head.end().offset() : size(SegmentHeader.fileName(number));
        copyWhole(number, covered(number, end), until);
      }
    }
  }

  /// Bytes of a segment that the copy's head covers.
  private static long covered(int number, Optional<Position> end) {
    return end.filter(e -> e.segment() == number).map(Position::offset).orElse(0L);
  }

  private static boolean isComplete(int number, Optional<Position> end) {
    return end.filter(e -> number < e.segment()).isPresent();
  }

  private long size(String name) throws IOException {
    try (var file = from.open(name, Disk.Open.READ)) {
      return file.size();
    }
  }

  private void copyPruned(int number) throws IOException {
    String name = PrunedHeader.fileName(number);
    if (!to.exists(name)) {
      try (var source = from.open(name, Disk.Open.READ)) {
        to.delete(name + NewFile.UNFINISHED);
        try (var target = to.open(name + NewFile.UNFINISHED, Disk.Open.CREATE)) {
          pour(source, target, 0, source.size());
          target.force();
        }
      }
      to.rename(name + NewFile.UNFINISHED, name);
      to.forceDirectory(SegmentHeader.DIRECTORY);
    }
    to.delete(SegmentHeader.fileName(number));
    to.forceDirectory(SegmentHeader.DIRECTORY);
  }

  /// A segment that the copy had whole, beside the source's, if that still has it.
  private void compareWhole(int number) throws IOException {
    String name = SegmentHeader.fileName(number);
    try (var target = to.open(name, Disk.Open.READ)) {
      kept += target.size();
      if (!from.exists(name)) {
        return;
      }
      try (var source = from.open(name, Disk.Open.READ)) {
        if (source.size() != target.size()) {
          throw other(name, target.size());
        }
        requireSame(name, source, target, 0, SegmentHeader.BYTES);
        long tail = Math.max(0, target.size() - COMPARED_BYTES);
        requireSame(name, source, target, tail, target.size());
      }
    }
  }

  /// Copies a segment, or what the copy lacks of it.
  ///
  /// @param there bytes of it that the copy's head covers, 0 to begin anew
  /// @param until bytes of it that are to be there
  private void copyWhole(int number, long there, long until) throws IOException {
    String name = SegmentHeader.fileName(number);
    try (var source = from.open(name, Disk.Open.READ)) {
      if (there == 0) {
        to.delete(name + NewFile.UNFINISHED);
        try (var target = to.open(name + NewFile.UNFINISHED, Disk.Open.CREATE)) {
          pour(source, target, 0, until);
          target.force();
        }
        to.rename(name + NewFile.UNFINISHED, name);
        return;
      }
      try (var target = to.open(name, Disk.Open.WRITE)) {
        if (target.size() < there || until < there) {
          throw other(name, there);
        }
        requireSame(name, source, target, 0, SegmentHeader.BYTES);
        requireSame(name, source, target, Math.max(0, there - COMPARED_BYTES), there);
        kept += there;
        if (target.size() > there) {
          target.truncate(there);
        }
        pour(source, target, there, until);
        target.force();
      }
    }
  }

  private void pour(DiskFile source, DiskFile target, long at, long until) throws IOException {
    long position = at;
    while (position < until) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), until - position));
      int read = source.read(position, buffer);
      if (read == 0) {
        throw new LogFault(
            Kind.RECORD_HEADER_DAMAGED, source.toString(), position, until, "the file ends");
      }
      buffer.flip();
      target.write(position, List.of(buffer));
      position += read;
      copied += read;
    }
  }

  private static void requireSame(
      String name, DiskFile source, DiskFile target, long at, long until) throws IOException {
    var one = ByteBuffer.allocate((int) (until - at));
    var other = ByteBuffer.allocate((int) (until - at));
    source.read(at, one);
    target.read(at, other);
    if (!one.flip().equals(other.flip())) {
      throw other(name, until);
    }
  }

  private static LogFault other(String name, long to) {
    return new LogFault(
        Kind.HEAD_NOT_IN_LOG,
        name,
        0,
        to,
        "the copy has another history than what is to be copied");
  }

  // Heads.

  /// Writes both, in an order in which at every moment one of them is there and good: the newer one
  /// takes the place of its slot when the other slot is empty.
  private void writeHeads(HeadFiles heads) throws IOException {
    Head newest = heads.newest();
    Digest present = digestOf(newest.fileName());
    if (present.equals(newest.digest()) && heads.readable().size() == 2) {
      Head older = heads.readable().get(1);
      if (digestOf(older.fileName()).equals(older.digest())) {
        return;
      }
    }
    String otherSlot = newest.again().fileName();
    to.delete(otherSlot);
    to.forceDirectory("");
    NewFile.write(to, newest.fileName(), newest.encoded());
    for (Head readable : heads.readable()) {
      if (readable.fileName().equals(otherSlot)) {
        NewFile.write(to, otherSlot, readable.encoded());
      }
    }
  }

  private Digest digestOf(String name) throws IOException {
    try (var file = to.open(name, Disk.Open.READ)) {
      return Head.decoded(NewFile.read(file, Head.BYTES + 1)).map(Head::digest).orElse(Digest.ZERO);
    } catch (NoSuchFileException e) {
      return Digest.ZERO;
    }
  }
}
