package io.kedge.ledger.log;

import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.log.LogFault.Kind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The files of a log: how they come to be, and whether they are all there.
final class Layout {
  static final String LOCK = "LOCK";

  private static final int ATTEMPTS_MAX = 8;
  private static final int FORMAT_BYTES_MAX = 1 << 20;

  private final Disk disk;

  Layout(Disk disk) {
    this.disk = disk;
  }

  /// What `FORMAT` says.
  Optional<FormatFile> format() throws IOException {
    byte[] bytes;
    try (var file = disk.open(FormatFile.NAME, Disk.Open.READ)) {
      bytes = NewFile.read(file, FORMAT_BYTES_MAX);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    var format =
        FormatFile.decoded(bytes)
            .orElseThrow(() -> fault(Kind.FORMAT_DAMAGED, bytes.length, "not as it was written"));
    if (format.version() != FormatFile.VERSION) {
      throw fault(Kind.FORMAT_UNSUPPORTED, bytes.length, "layout " + format.version());
    }
    return Optional.of(format);
  }

  /// Checks that the directory is that ledger's.
  void requireLedger(FormatFile format, Digest ledgerId) throws LogFault {
    if (!format.ledgerId().equals(ledgerId)) {
      throw fault(Kind.WRONG_LEDGER, 0, "of ledger " + format.ledgerId() + ", not " + ledgerId);
    }
  }

  LogFault taken() {
    return fault(Kind.WRONG_LEDGER, 0, "a ledger is there already");
  }

  LogFault missing() {
    return fault(Kind.FORMAT_MISSING, 0, "not there");
  }

  private static LogFault fault(Kind kind, int bytes, String detail) {
    return new LogFault(kind, FormatFile.NAME, 0, bytes, detail);
  }

  /// Makes the files of a log without records, or completes what a crash left of making them. All
  /// of them are durable before `FORMAT` is there.
  void create(LogConfig config) throws IOException {
    var ledger = config.ledgerId();
    if (!isUnbegun(Head.ofNothing(ledger), new SegmentHeader(ledger, 0, 0))
        || !prunedNumbers().isEmpty()) {
      throw missing();
    }
    disk.createDirectory(SegmentHeader.DIRECTORY);
    createSegment(ledger, 0, 0);
    finish(config, Head.ofNothing(ledger));
  }

  /// The same of a log that begins after a record it does not have: a pruned segment 0 stands for
  /// everything before.
  void create(LogConfig config, LogStart start) throws IOException {
    var ledger = config.ledgerId();
    var head = Head.ofStart(ledger, start);
    var pruned = prunedNumbers();
    pruned.remove(0);
    if (!isUnbegun(head, new SegmentHeader(ledger, 1, start.nextIndex())) || !pruned.isEmpty()) {
      throw missing();
    }
    disk.createDirectory(SegmentHeader.DIRECTORY);
    try (var before = PrunedWriter.begin(disk, 0)) {
      before.add(start.nextIndex() - 1, start.kept());
      before.finish(ledger, 0, start.nextIndex() - 1, start.nextIndex(), start.previous());
    }
    createSegment(ledger, 1, start.nextIndex());
    finish(config, head);
  }

  private void finish(LogConfig config, Head first) throws IOException {
    HeadFiles.create(disk, first);
    var format = new FormatFile(FormatFile.VERSION, config.ledgerId(), config.keyIds());
    NewFile.write(disk, FormatFile.NAME, format.encoded());
  }

  /// True if nothing of a log is there, or only what [#create] writes.
  private boolean isUnbegun(Head first, SegmentHeader segment) throws IOException {
    for (var head : List.of(first, first.again())) {
      if (!isAbsentOr(head.fileName(), head.encoded())) {
        return false;
      }
    }
    return segmentNumbers().stream().allMatch(number -> number == segment.number())
        && isAbsentOr(SegmentHeader.fileName(segment.number()), segment.encoded());
  }

  private boolean isAbsentOr(String name, byte[] expected) throws IOException {
    try (var file = disk.open(name, Disk.Open.READ)) {
      return Arrays.equals(NewFile.read(file, expected.length + 1), expected);
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  void createSegment(Digest ledgerId, int number, long firstIndex) throws IOException {
    var header = new SegmentHeader(ledgerId, number, firstIndex);
    NewFile.write(disk, SegmentHeader.fileName(number), header.encoded());
  }

  /// Removes files that were being made when the power failed.
  void sweepUnfinished() throws IOException {
    NewFile.sweep(disk, "");
    NewFile.sweep(disk, SegmentHeader.DIRECTORY);
  }

  /// Removes what a crash left unfinished, of pruning too: a segment whose pruned form is in its
  /// place.
  void sweep() throws IOException {
    sweepUnfinished();
    var whole = segmentNumbers();
    for (int number : prunedNumbers()) {
      if (whole.contains(number)) {
        try (var file = disk.open(PrunedHeader.fileName(number), Disk.Open.READ)) {
          prunedHeader(number, new SegmentBytes(file, SegmentHeader.BYTES));
        }
        disk.delete(SegmentHeader.fileName(number));
        disk.forceDirectory(SegmentHeader.DIRECTORY);
      }
    }
  }

  private SortedSet<Integer> segmentNumbers() throws IOException {
    var numbers = new TreeSet<Integer>();
    for (String name : disk.list(SegmentHeader.DIRECTORY)) {
      SegmentHeader.numberOf(name).ifPresent(numbers::add);
    }
    return numbers;
  }

  private SortedSet<Integer> prunedNumbers() throws IOException {
    var numbers = new TreeSet<Integer>();
    for (String name : disk.list(SegmentHeader.DIRECTORY)) {
      PrunedHeader.numberOf(name).ifPresent(numbers::add);
    }
    return numbers;
  }

  /// Opens the segments, the last one for writing if asked to. Those that were pruned come first.
  ///
  /// @param least the number that must be there at least, and all below it
  List<SegmentFile> openSegments(int least, boolean writable) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return tryOpenSegments(least, writable);
      } catch (NoSuchFileException e) {
        // Another process pruned a segment after the names were read.
        if (attempt == ATTEMPTS_MAX) {
          throw e;
        }
      }
    }
  }

  private List<SegmentFile> tryOpenSegments(int least, boolean writable) throws IOException {
    var numbers = segmentNumbers();
    var pruned = prunedNumbers();
    int last = Math.max(least, numbers.isEmpty() ? 0 : numbers.last());
    for (int number = 0; number <= last; number++) {
      boolean prunedBefore = number == 0 || pruned.contains(number - 1);
      if (!numbers.contains(number) && !(pruned.contains(number) && prunedBefore)) {
        throw new LogFault(Kind.SEGMENT_MISSING, SegmentHeader.fileName(number), 0, 0, "not there");
      }
    }
    var open = new ArrayList<SegmentFile>();
    try {
      for (int number = 0; number <= last; number++) {
        if (pruned.contains(number)) {
          open.add(openPruned(number));
        } else {
          var how = writable && number == last ? Disk.Open.WRITE : Disk.Open.READ;
          open.add(openSegment(number, how));
        }
      }
    } catch (IOException | RuntimeException e) {
      for (var segment : open) {
        segment.file().close();
      }
      throw e;
    }
    return open;
  }

  SegmentFile openSegment(int number, Disk.Open how) throws IOException {
    return SegmentFile.whole(number, disk.open(SegmentHeader.fileName(number), how));
  }

  SegmentFile openPruned(int number) throws IOException {
    var file = disk.open(PrunedHeader.fileName(number), Disk.Open.READ);
    try {
      var header = prunedHeader(number, new SegmentBytes(file, SegmentHeader.BYTES));
      return SegmentFile.pruned(number, file, header);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static PrunedHeader prunedHeader(int number, SegmentBytes bytes) throws IOException {
    return PrunedHeader.of(bytes)
        .orElseThrow(
            () ->
                new LogFault(
                    Kind.SEGMENT_HEADER_DAMAGED,
                    PrunedHeader.fileName(number),
                    0,
                    SegmentHeader.BYTES,
                    "not as it was written"));
  }
}
