package io.kedge.ledger.light;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.PolicyFormatException;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.VerifierKey;
import java.util.ArrayList;
import java.util.Optional;

/// What a light client keeps of one ledger: one small file.
///
/// @param source where it was read last: an address or a folder
/// @param believed whom its owner believes about it
/// @param checkpoint the newest checkpoint that was verified
/// @param note the note it was in, with the lines of known keys
public record Kept(String source, Believed believed, Checkpoint checkpoint, SignedNote note) {
  private static final String HEADER = "kedge/light@v1";
  private static final String SOURCE = "source ";
  private static final String KEY = "vkey ";
  private static final String POLICY = "policy ";

  /// Which ledger.
  public String origin() {
    return checkpoint.origin();
  }

  Bytes encoded() {
    var lines = new StringBuilder(HEADER).append('\n');
    lines.append(SOURCE).append(Bytes.utf8(source).base64()).append('\n');
    believed.keys().forEach(key -> lines.append(KEY).append(key.text()).append('\n'));
    if (believed.policy().isPresent()) {
      lines.append(POLICY).append(believed.policyFile().base64()).append('\n');
    }
    lines.append('\n').append(note.encoded().text());
    return Bytes.utf8(lines.toString());
  }

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException on anything else
  static Kept decode(Bytes file) {
    String text = file.text();
    int end = text.indexOf("\n\n");
    if (end < 0 || !text.startsWith(HEADER + "\n" + SOURCE)) {
      throw new IllegalArgumentException("not a file of a light client");
    }
    String source = "";
    var keys = new ArrayList<VerifierKey>();
    Optional<Bytes> policy = Optional.empty();
    try {
      for (String line : text.substring(HEADER.length() + 1, end).split("\n", -1)) {
        if (line.startsWith(SOURCE)) {
          source = Bytes.fromBase64(line.substring(SOURCE.length())).text();
        } else if (line.startsWith(KEY)) {
          keys.add(VerifierKey.parse(line.substring(KEY.length())));
        } else if (!line.startsWith(POLICY)) {
          throw new IllegalArgumentException("a damaged file of a light client");
        } else {
          policy = Optional.of(Bytes.fromBase64(line.substring(POLICY.length())));
        }
      }
      Believed believed = policy.isEmpty() ? Believed.of(keys) : Believed.of(keys, policy.get());
      SignedNote note = SignedNote.parse(Bytes.utf8(text.substring(end + 2)));
      return new Kept(source, believed, Checkpoint.parse(note.text()), note);
    } catch (NoteFormatException | PolicyFormatException e) {
      throw new IllegalArgumentException("a damaged file of a light client", e);
    }
  }
}
