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

/// The files of a log: how they come to be, and whether they are all there.
final class Layout {
  static final String LOCK = "LOCK";

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

  LogFault missing() {
    return fault(Kind.FORMAT_MISSING, 0, "not there");
  }

  private static LogFault fault(Kind kind, int bytes, String detail) {
    return new LogFault(kind, FormatFile.NAME, 0, bytes, detail);
  }

  /// Makes the files of a log without records, or completes what a crash left of making them. All
  /// of them are durable before `FORMAT` is there.
  void create(LogConfig config) throws IOException {
    if (!isUnbegun(config.ledgerId())) {
      throw missing();
    }
    disk.createDirectory(SegmentHeader.DIRECTORY);
    createSegment(config.ledgerId(), 0, 0);
    HeadFiles.create(disk, config.ledgerId());
    var format = new FormatFile(FormatFile.VERSION, config.ledgerId(), config.keyIds());
    NewFile.write(disk, FormatFile.NAME, format.encoded());
  }

  /// True if nothing of a log is there, or only what [#create] writes.
  private boolean isUnbegun(Digest ledgerId) throws IOException {
    var head = Head.ofNothing(ledgerId);
    for (var first : List.of(head, head.again())) {
      if (!isAbsentOr(first.fileName(), first.encoded())) {
        return false;
      }
    }
    var segment = new SegmentHeader(ledgerId, 0, 0).encoded();
    return segmentNumbers().stream().allMatch(number -> number == 0)
        && isAbsentOr(SegmentHeader.fileName(0), segment);
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

  /// Removes what a crash left unfinished.
  void sweep() throws IOException {
    NewFile.sweep(disk, "");
    NewFile.sweep(disk, SegmentHeader.DIRECTORY);
  }

  private List<Integer> segmentNumbers() throws IOException {
    return disk.list(SegmentHeader.DIRECTORY).stream()
        .flatMap(name -> SegmentHeader.numberOf(name).stream())
        .sorted()
        .toList();
  }

  /// Opens the segments, the last one for writing if asked to.
  ///
  /// @param least the number that must be there at least, and all below it
  List<SegmentFile> openSegments(int least, boolean writable) throws IOException {
    var numbers = segmentNumbers();
    int last = Math.max(least, numbers.isEmpty() ? 0 : numbers.getLast());
    for (int number = 0; number <= last; number++) {
      if (!numbers.contains(number)) {
        throw new LogFault(Kind.SEGMENT_MISSING, SegmentHeader.fileName(number), 0, 0, "not there");
      }
    }
    var open = new ArrayList<SegmentFile>();
    for (int number = 0; number <= last; number++) {
      var how = writable && number == last ? Disk.Open.WRITE : Disk.Open.READ;
      open.add(openSegment(number, how));
    }
    return open;
  }

  SegmentFile openSegment(int number, Disk.Open how) throws IOException {
    return new SegmentFile(number, disk.open(SegmentHeader.fileName(number), how));
  }
}
