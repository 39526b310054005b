package io.kedge.ledger.proof;

import io.kedge.kernel.Bytes;

/// One signature line of a note.
///
/// @param name the key's name
/// @param keyId the key's four bytes of id
/// @param value what the key made of the note: 64 bytes of a log, 8 bytes of time and 64 of a
///     cosigner; other kinds have other lengths
public record NoteSignature(String name, Bytes keyId, Bytes value) {
  static final int KEY_ID_SIZE = 4;
  private static final String PREFIX = "\u2014 ";

  /// Checks name and lengths.
  public NoteSignature {
    if (!NoteText.isKeyName(name) || keyId.size() != KEY_ID_SIZE || value.size() == 0) {
      throw new IllegalArgumentException("no signature of " + name);
    }
  }

  /// The line, without its line feed.
  public String text() {
    return line();
  }

  String line() {
    byte[] blob = new byte[KEY_ID_SIZE + value.size()];
    System.arraycopy(keyId.unsafeArray(), 0, blob, 0, KEY_ID_SIZE);
    System.arraycopy(value.unsafeArray(), 0, blob, KEY_ID_SIZE, value.size());
    return PREFIX + name + " " + Bytes.wrap(blob).base64();
  }

  static NoteSignature parse(String line) throws NoteFormatException {
    int space = line.indexOf(' ', PREFIX.length());
    if (!line.startsWith(PREFIX) || space < 0) {
      throw new NoteFormatException(FormatFault.NOTE_SIGNATURE_LINE);
    }
    String name = line.substring(PREFIX.length(), space);
    Bytes blob = NoteText.base64(line.substring(space + 1)).orElse(Bytes.EMPTY);
    if (!NoteText.isKeyName(name) || blob.size() <= KEY_ID_SIZE) {
      throw new NoteFormatException(FormatFault.NOTE_SIGNATURE_LINE);
    }
    return new NoteSignature(
        name, blob.slice(0, KEY_ID_SIZE), blob.slice(KEY_ID_SIZE, blob.size()));
  }
}
