package io.kedge.ledger.log;

import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `head.A` and `head.B`, written in turn and in place, so that one of them is always whole.
final class HeadFiles implements Closeable {
  private final Disk disk;
  private final @Nullable DiskFile[] slots = new @Nullable DiskFile[2];
  private Head newest;
  private Optional<Head> older;

  private HeadFiles(Disk disk, Head newest, Optional<Head> older) {
    this.disk = disk;
    this.newest = newest;
    this.older = older;
  }

  /// Makes both files of a new log.
  static void create(Disk disk, Head first) throws IOException {
    for (var head : List.of(first, first.again())) {
      NewFile.write(disk, head.fileName(), head.encoded());
    }
  }

  /// Reads both and chooses the newer.
  static HeadFiles open(Disk disk, Digest ledgerId) throws IOException {
    var whole = new ArrayList<Head>();
    for (int slot = 0; slot < 2; slot++) {
      int parity = slot;
      read(disk, Head.fileName(slot))
          .filter(head -> head.ledgerId().equals(ledgerId) && head.seq() % 2 == parity)
          .ifPresent(whole::add);
    }
    if (whole.isEmpty()) {
      throw new LogFault(
          LogFault.Kind.HEADS_BOTH_BAD,
          Head.fileName(0) + " and " + Head.fileName(1),
          0,
          Head.BYTES,
          "neither head can be read");
    }
    if (whole.size() == 1) {
      return new HeadFiles(disk, whole.getFirst(), Optional.empty());
    }
    whole.sort((a, b) -> Long.compare(a.seq(), b.seq()));
    if (!whole.get(1).follows(whole.get(0))) {
      throw new LogFault(
          LogFault.Kind.HEADS_DISAGREE,
          whole.get(0).fileName(),
          0,
          Head.BYTES,
          "head " + whole.get(0).seq() + " is not the one before head " + whole.get(1).seq());
    }
    return new HeadFiles(disk, whole.get(1), Optional.of(whole.get(0)));
  }

  private static Optional<Head> read(Disk disk, String name) throws IOException {
    try (var file = disk.open(name, Disk.Open.READ)) {
      return Head.decoded(NewFile.read(file, Head.BYTES + 1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  Head newest() {
    return newest;
  }

  /// Both heads, or the one that could be read.
  List<Head> readable() {
    return older.map(head -> List.of(newest, head)).orElseGet(() -> List.of(newest));
  }

  /// The file that could not be read, if one could not.
  Optional<String> lost() {
    return older.isPresent() ? Optional.empty() : Optional.of(newest.again().fileName());
  }

  /// Makes a head durable in the file of the older one. Until it is, that file counts as lost.
  void write(Head head) throws IOException {
    if (!head.follows(newest)) {
      throw new IllegalArgumentException("head " + head.seq() + " after " + newest.seq());
    }
    if (lost().isPresent()) {
      close();
      NewFile.write(disk, head.fileName(), head.encoded());
    } else {
      older = Optional.empty();
      overwrite(head);
    }
    older = Optional.of(newest);
    newest = head;
  }

  private void overwrite(Head head) throws IOException {
    var file = slot(head);
    file.write(0, List.of(ByteBuffer.wrap(head.encoded())));
    file.force();
  }

  private DiskFile slot(Head head) throws IOException {
    int slot = (int) (head.seq() % 2);
    var open = slots[slot];
    if (open == null) {
      open = disk.open(head.fileName(), Disk.Open.WRITE);
      slots[slot] = open;
    }
    return open;
  }

  /// Writes the newest head once more if the other file was lost.
  void repair() throws IOException {
    if (lost().isPresent()) {
      write(newest.again());
    }
  }

  @Override
  public void close() throws IOException {
    for (int slot = 0; slot < slots.length; slot++) {
      var open = slots[slot];
      slots[slot] = null;
      if (open != null) {
        open.close();
      }
    }
  }
}
