package io.kedge.ledger.node;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.DiskFile;
import io.kedge.ledger.disk.FaultPoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.SignedNote;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Every checkpoint the ledger published, in `checkpoints/<number>.notes`, and the current one in
/// `checkpoint`.
///
/// A file of notes is text: before each note a line `note <bytes>`, after it a line `end`. It is
/// appended to without force: a checkpoint follows from the log, which is durable before it is
/// signed. What a crash cut off stays as it is, and the next start begins a new file.
public final class CheckpointFiles implements Closeable {
  /// The file with the current checkpoint.
  public static final String CURRENT = "checkpoint";

  /// The directory with every checkpoint.
  public static final String DIRECTORY = "checkpoints";

  private static final Pattern NAME = Pattern.compile("([0-9]{8})\\.notes");
  private static final Pattern BEFORE = Pattern.compile("note ([1-9][0-9]{0,6})\n");
  private static final String AFTER = "end\n";
  private static final int FILE_BYTES_MAX = 1 << 20;

  private final Disk disk;
  private final String directory;
  private int number;
  private @Nullable DiskFile file;
  private long size;

  /// One stored checkpoint.
  ///
  /// @param file where it is
  /// @param offset of its first byte there
  /// @param note the note
  public record Stored(String file, long offset, SignedNote note) {}

  /// What a directory holds.
  ///
  /// @param notes in the order they were signed
  /// @param damaged files with bytes that are neither a note nor one that a crash cut off, with the
  ///     place
  /// @param unfinished places where a crash left a note unfinished: its end is missing, or zeros
  /// are
  ///     in it
  public record Content(List<Stored> notes, List<String> damaged, List<String> unfinished) {}

  private CheckpointFiles(Disk disk, String directory, int number) {
    this.disk = disk;
    this.directory = directory;
    this.number = number;
  }

  /// Begins to write after what is there.
  public static CheckpointFiles open(Disk disk) throws IOException {
    return open(disk, DIRECTORY);
  }

  /// Begins to write notes of another kind, in a directory of the same form.
  public static CheckpointFiles open(Disk disk, String directory) throws IOException {
    disk.createDirectory(directory);
    List<String> names = names(disk, directory);
    int next = names.isEmpty() ? 0 : numberOf(names.getLast()) + 1;
    return new CheckpointFiles(disk, directory, next);
  }

  /// The files of notes in a directory, in the order they were begun.
  public static List<String> names(Disk disk, String directory) throws IOException {
    return disk.list(directory).stream().filter(name -> NAME.matcher(name).matches()).toList();
  }

  private static int numberOf(String name) {
    return Integer.parseInt(name.substring(0, 8));
  }

  /// Reads all checkpoints there are, or those of the last files only.
  ///
  /// @param filesMax how many files, from the last one back
  public static Content read(Disk disk, int filesMax) throws IOException {
    return read(disk, DIRECTORY, filesMax);
  }

  /// Reads all notes of another directory of this form, or those of the last files only.
  ///
  /// @param filesMax how many files, from the last one back
  public static Content read(Disk disk, String directory, int filesMax) throws IOException {
    var found = new Content(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<String> names = names(disk, directory);
    for (String name : names.subList(Math.max(0, names.size() - filesMax), names.size())) {
      String path = directory + "/" + name;
      Bytes content = SmallFile.read(disk, path, 2 * FILE_BYTES_MAX).orElse(Bytes.EMPTY);
      read(path, content, found);
    }
    return new Content(
        List.copyOf(found.notes()), List.copyOf(found.damaged()), List.copyOf(found.unfinished()));
  }

  /// Reads the whole notes of a file from an offset on; what is not finished yet is left out.
  ///
  /// @param offset where a note ended before, or 0
  /// @return the notes, with the offset after the last one
  public static Tail readFrom(Disk disk, String path, long offset) throws IOException {
    Bytes content = SmallFile.read(disk, path, 2 * FILE_BYTES_MAX).orElse(Bytes.EMPTY);
    if (content.size() <= offset) {
      return new Tail(List.of(), offset);
    }
    var found = new Content(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    read(path, content.slice((int) offset, content.size()), found);
    List<Stored> notes = found.notes();
    long end = offset;
    for (Stored note : notes) {
      end = offset + note.offset() + note.note().encoded().size() + AFTER.length();
    }
    return new Tail(List.copyOf(notes), end);
  }

  /// The notes at the end of a file.
  ///
  /// @param notes in order; their offsets count from where reading began
  /// @param end the offset after the last one
  public record Tail(List<Stored> notes, long end) {}

  private static void read(String path, Bytes content, Content into) {
    String text = new String(content.unsafeArray(), java.nio.charset.StandardCharsets.ISO_8859_1);
    int at = 0;
    while (at < text.length()) {
      Optional<Integer> end = whole(path, content, text, at, into.notes());
      if (end.isEmpty()) {
        int next = nextNote(text, at);
        boolean unfinished = isUnfinished(text, at, next);
        (unfinished ? into.unfinished() : into.damaged()).add(path + " byte " + at);
        end = Optional.of(next);
      }
      at = end.get();
    }
  }

  /// Takes the note that begins at a place; answers where it ends, or nothing where none is there.
  private static Optional<Integer> whole(
      String path, Bytes content, String text, int at, List<Stored> notes) {
    Matcher before = BEFORE.matcher(text).region(at, text.length());
    if (!before.lookingAt()) {
      return Optional.empty();
    }
    int from = before.end();
    int to = from + Integer.parseInt(before.group(1));
    if (!text.startsWith(AFTER, to)) {
      return Optional.empty();
    }
    try {
      notes.add(new Stored(path, from, SignedNote.parse(content.slice(from, to))));
    } catch (NoteFormatException e) {
      return Optional.empty();
    }
    return Optional.of(to + AFTER.length());
  }

  /// Where the next note begins after one that is not whole; the end of the file if none does.
  private static int nextNote(String text, int at) {
    Matcher next = BEFORE.matcher(text);
    return next.find(at + 1) ? next.start() : text.length();
  }

  /// A write that was never finished leaves an end that is missing, or zeros where a sector is. A
  /// single turned bit can make one zero too, or change the last byte: that is damage.
  private static boolean isUnfinished(String text, int from, int to) {
    String part = text.substring(from, to);
    long zeros = part.chars().filter(c -> c == 0).count();
    boolean cut = to == text.length() && !part.contains(AFTER) && part.length() < announced(part);
    return cut || zeros > 1 || (zeros == 1 && !isFlipped(part));
  }

  /// How many bytes a note that begins well has, with what stands around it.
  private static int announced(String part) {
    Matcher before = BEFORE.matcher(part);
    return before.lookingAt()
        ? before.end() + Integer.parseInt(before.group(1)) + AFTER.length()
        : Integer.MAX_VALUE;
  }

  private static boolean isFlipped(String part) {
    for (int bit = 0; bit < Byte.SIZE; bit++) {
      if (isNote(part.replace('\0', (char) (1 << bit)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNote(String part) {
    Bytes bytes = Bytes.wrap(part.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    return whole("", bytes, part, 0, new ArrayList<>()).isPresent();
  }

  /// The content of a file of notes.
  public static Bytes encoded(List<SignedNote> notes) {
    var text = new StringBuilder();
    for (SignedNote note : notes) {
      Bytes encoded = note.encoded();
      text.append("note ").append(encoded.size()).append('\n');
      text.append(encoded.text()).append(AFTER);
    }
    return Bytes.utf8(text.toString());
  }

  /// Adds a checkpoint.
  public void append(SignedNote note) throws IOException {
    DiskFile open = file;
    if (open == null || size > FILE_BYTES_MAX) {
      if (open != null) {
        open.force();
        open.close();
        number++;
      }
      open = disk.open("%s/%08d.notes".formatted(directory, number), Disk.Open.CREATE);
      file = open;
      size = 0;
    }
    Bytes encoded = note.encoded();
    Bytes before = Bytes.utf8("note " + encoded.size() + "\n");
    open.write(
        size,
        List.of(
            ByteBuffer.wrap(before.unsafeArray()),
            ByteBuffer.wrap(encoded.unsafeArray()),
            ByteBuffer.wrap(Bytes.utf8(AFTER).unsafeArray())));
    size += before.size() + encoded.size() + AFTER.length();
  }

  /// Makes a checkpoint the current one.
  public void makeCurrent(SignedNote note) throws IOException {
    disk.at(FaultPoint.AFTER_CHECKPOINT_BEFORE_CURRENT);
    SmallFile.replace(disk, CURRENT, note.encoded());
  }

  @Override
  public void close() throws IOException {
    DiskFile open = file;
    if (open != null) {
      open.force();
      open.close();
      file = null;
      disk.forceDirectory(directory);
    }
  }
}
