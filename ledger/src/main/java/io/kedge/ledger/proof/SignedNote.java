package io.kedge.ledger.proof;

import io.kedge.kernel.Bytes;
import java.util.ArrayList;
import java.util.List;

/// A text with signatures (C2SP signed-note). The text means nothing until [NoteVerifier] has found
/// a trusted signature.
///
/// @param text ends in a line feed; no control character but line feeds
/// @param signatures 1 to 100, in the order of their lines
public record SignedNote(String text, List<NoteSignature> signatures) {
  /// The most bytes a note may have.
  public static final int SIZE_MAX = 1 << 20;

  private static final int SIGNATURES_MAX = 100;

  /// Checks the form.
  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n") || NoteText.hasControlCharacter(text)) {
      throw new IllegalArgumentException("the text of a note is lines");
    }
    if (signatures.isEmpty() || signatures.size() > SIGNATURES_MAX) {
      throw new IllegalArgumentException("a note has 1 to 100 signatures");
    }
  }

  /// The note with one more signature; unchanged if that very line is there.
  public SignedNote with(NoteSignature signature) {
    if (signatures.contains(signature)) {
      return this;
    }
    List<NoteSignature> more = new ArrayList<>(signatures);
    more.add(signature);
    return new SignedNote(text, more);
  }

  /// The file: text, empty line, signature lines.
  public Bytes encoded() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()).append('\n'));
    return Bytes.utf8(note.toString());
  }

  /// Reads a note.
  ///
  /// @throws NoteFormatException where it is not one; every byte counts
  public static SignedNote parse(Bytes file) throws NoteFormatException {
    return parse(NoteText.decode(file, SIZE_MAX));
  }

  static SignedNote parse(String note) throws NoteFormatException {
    int split = note.lastIndexOf("\n\n");
    if (split < 0 || split + 2 == note.length() || !note.endsWith("\n")) {
      throw new NoteFormatException(FormatFault.NOTE_UNSIGNED);
    }
    String[] lines = note.substring(split + 2, note.length() - 1).split("\n", -1);
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : lines) {
      signatures.add(NoteSignature.parse(line));
      if (signatures.size() > SIGNATURES_MAX) {
        throw new NoteFormatException(FormatFault.NOTE_SIGNATURES_TOO_MANY);
      }
    }
    return new SignedNote(note.substring(0, split + 1), signatures);
  }
}
