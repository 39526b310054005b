package io.kedge.ledger.proof;

import io.kedge.kernel.Digest;
import java.util.ArrayList;
import java.util.List;

/// The head of a log at one size (C2SP tlog-checkpoint).
///
/// @param origin which log, one line
/// @param size leaves of the tree, 0 or more
/// @param root the root of its tree (RFC 6962)
/// @param extensions further lines, which our logs never write: nobody can audit them
public record Checkpoint(String origin, long size, Digest root, List<String> extensions) {
  /// Checks the form.
  public Checkpoint {
    extensions = List.copyOf(extensions);
    if (!isLine(origin) || size < 0 || !extensions.stream().allMatch(Checkpoint::isLine)) {
      throw new IllegalArgumentException("no checkpoint of " + origin + " at " + size);
    }
  }

  /// A checkpoint without extension lines.
  public Checkpoint(String origin, long size, Digest root) {
    this(origin, size, root, List.of());
  }

  /// The note text: origin, size and root, a line each, then the extension lines.
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(origin).append('\n').append(size).append('\n');
    text.append(root.bytes().base64()).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /// Reads the text of a note as a checkpoint.
  ///
  /// @throws NoteFormatException where it is not one
  public static Checkpoint parse(String noteText) throws NoteFormatException {
    List<String> lines = new ArrayList<>(List.of(noteText.split("\n", -1)));
    if (lines.size() > 1 && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    if (lines.getFirst().isEmpty()) {
      throw new NoteFormatException(FormatFault.CHECKPOINT_ORIGIN);
    }
    long size =
        NoteText.decimal(lines.size() > 1 ? lines.get(1) : "")
            .orElseThrow(() -> new NoteFormatException(FormatFault.CHECKPOINT_SIZE));
    Digest root =
        NoteText.hash(lines.size() > 2 ? lines.get(2) : "")
            .orElseThrow(() -> new NoteFormatException(FormatFault.CHECKPOINT_ROOT));
    List<String> extensions = lines.subList(3, lines.size());
    if (extensions.contains("")) {
      throw new NoteFormatException(FormatFault.CHECKPOINT_EXTENSION);
    }
    return new Checkpoint(lines.getFirst(), size, root, extensions);
  }

  private static boolean isLine(String line) {
    return !line.isEmpty() && line.indexOf('\n') < 0 && !NoteText.hasControlCharacter(line);
  }
}
