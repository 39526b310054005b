package io.kedge.ledger.proof;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.crypto.SignatureRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The public key of a log or of a cosigner, with its name (C2SP signed-note, *vkey*). Name and key
/// id together say which key made a signature.
///
/// @param name of the form of a key name; a log's is the origin of its checkpoints
/// @param kind what it signs
/// @param publicKey 32 bytes, an acceptable Ed25519 key
public record VerifierKey(String name, Kind kind, Bytes publicKey) {
  private static final int KEY_SIZE = 32;

  /// What a key signs: the signature type of signed-note.
  public enum Kind {
    /// Checkpoints of a log: Ed25519 over the note text (signed-note, type 0x01).
    LOG(1),
    /// Cosignatures with a time (tlog-cosignature, `cosignature/v1`, type 0x04).
    COSIGNER(4);

    private final byte type;

    Kind(int type) {
      this.type = (byte) type;
    }

    private static Optional<Kind> of(byte type) {
      return switch (type) {
        case 1 -> Optional.of(LOG);
        case 4 -> Optional.of(COSIGNER);
        default -> Optional.empty();
      };
    }
  }

  /// Checks name and key.
  public VerifierKey {
    if (!NoteText.isKeyName(name)) {
      throw new IllegalArgumentException("not a key name: " + name);
    }
    if (!SignatureRule.isAcceptableKey(VerificationKey.Algorithm.ED25519, publicKey)) {
      throw new IllegalArgumentException("not an Ed25519 key: " + publicKey);
    }
  }

  /// The key id: the first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key).
  public Bytes keyId() {
    return keyId(name, kind, publicKey);
  }

  /// The vkey: name, plus, key id in eight lower-case hexadecimal digits, plus, base64 of type and
  /// key.
  public String text() {
    return name + "+" + keyId().hex() + "+" + typed(kind, publicKey).base64();
  }

  /// Reads a vkey.
  ///
  /// @throws NoteFormatException where it is anything but what [#text] writes
  public static VerifierKey parse(String vkey) throws NoteFormatException {
    String[] parts = vkey.split("\\+", 3);
    if (parts.length != 3) {
      throw new NoteFormatException(FormatFault.KEY_FORM);
    }
    String name = parts[0];
    if (!NoteText.isKeyName(name)) {
      throw new NoteFormatException(FormatFault.KEY_NAME);
    }
    Bytes typed =
        NoteText.base64(parts[2])
            .filter(bytes -> bytes.size() > 0)
            .orElseThrow(() -> new NoteFormatException(FormatFault.KEY_BYTES));
    Kind kind =
        Kind.of(typed.at(0)).orElseThrow(() -> new NoteFormatException(FormatFault.KEY_TYPE));
    Bytes key = typed.slice(1, typed.size());
    if (key.size() != KEY_SIZE
        || !SignatureRule.isAcceptableKey(VerificationKey.Algorithm.ED25519, key)) {
      throw new NoteFormatException(FormatFault.KEY_BYTES);
    }
    if (!keyId(name, kind, key).hex().equals(parts[1])) {
      throw new NoteFormatException(FormatFault.KEY_ID);
    }
    return new VerifierKey(name, kind, key);
  }

  /// Reads a trust file: one vkey per line; empty lines and lines beginning with `#` say nothing.
  ///
  /// @throws NoteFormatException where any other line is not a vkey
  public static List<VerifierKey> parseAll(String trustFile) throws NoteFormatException {
    List<VerifierKey> keys = new ArrayList<>();
    for (String line : trustFile.lines().map(String::strip).toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        keys.add(parse(line));
      }
    }
    return List.copyOf(keys);
  }

  @Override
  public String toString() {
    return text();
  }

  private static Bytes keyId(String name, Kind kind, Bytes key) {
    Digest digest = Digest.of(Bytes.utf8(name + "\n"), typed(kind, key));
    return digest.bytes().slice(0, NoteSignature.KEY_ID_SIZE);
  }

  private static Bytes typed(Kind kind, Bytes key) {
    byte[] typed = new byte[1 + key.size()];
    typed[0] = kind.type;
    System.arraycopy(key.unsafeArray(), 0, typed, 1, key.size());
    return Bytes.wrap(typed);
  }
}
