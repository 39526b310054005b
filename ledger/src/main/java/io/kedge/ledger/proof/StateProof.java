package io.kedge.ledger.proof;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.state.StatePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The proof that the state had an entry of a key, or had none, after a certain block. It stands on
/// its own: from the entry up to the state root, from there by the block header that states the
/// root to a signed checkpoint (docs/reference/state-proof.md; semantics/ledger.md §6C).
///
/// @param key which entry
/// @param keyHash SHA-256 of the key, which places it in the state tree; written out, so that a key
///     that was changed is noticed also where the proof is of absence
/// @param value the entry's value; empty where the proof is of absence
/// @param path the way to the key's place
/// @param statedBy the header that states the state root, as a proof of C2SP tlog-proof whose extra
///     data it is
public record StateProof(
    Key key, Digest keyHash, Optional<Bytes> value, StatePath path, TlogProof statedBy) {
  /// The ending of such files.
  public static final String FILE_SUFFIX = ".kedge-state-proof";

  /// The most bytes a proof may have.
  public static final int SIZE_MAX = 8 << 20;

  private static final String HEADER = "kedge/state-proof@v1";
  private static final String KEY = "key ";
  private static final String HASH = "hash ";
  private static final String VALUE = "value ";
  private static final String OTHER = "other ";
  private static final String EMPTY = "empty";

  /// Checks that the key is a line of text.
  public StateProof {
    if (NoteText.hasControlCharacter(key.value()) || key.value().indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a key in one line, not " + key);
    }
    boolean own = path.end().equals(value.map(v -> StatePath.entry(keyHash, v)).orElse(null));
    if (value.isPresent() && !own) {
      throw new IllegalArgumentException("the way does not end at the value of " + key);
    }
  }

  /// The proof about a key.
  ///
  /// @param value the entry's value; empty where there is none
  public static StateProof of(Key key, Optional<Bytes> value, StatePath path, TlogProof statedBy) {
    return new StateProof(key, StatePath.keyHash(key), value, path, statedBy);
  }

  /// The file.
  public Bytes encoded() {
    var lines = new StringBuilder(HEADER).append('\n');
    lines.append(KEY).append(key.value()).append('\n');
    lines.append(HASH).append(keyHash.bytes().base64()).append('\n');
    lines.append(end()).append('\n');
    path.siblings().forEach(hash -> lines.append(hash.bytes().base64()).append('\n'));
    lines.append('\n').append(statedBy.encoded().text());
    return Bytes.utf8(lines.toString());
  }

  private String end() {
    if (value.isPresent()) {
      return VALUE + value.get().base64();
    }
    return switch (path.end()) {
      case StatePath.End.Empty _ -> EMPTY;
      case StatePath.End.Entry(var otherKey, var otherValue) -> {
        byte[] both = new byte[2 * Digest.SIZE];
        System.arraycopy(otherKey.bytes().unsafeArray(), 0, both, 0, Digest.SIZE);
        System.arraycopy(otherValue.bytes().unsafeArray(), 0, both, Digest.SIZE, Digest.SIZE);
        yield OTHER + Bytes.wrap(both).base64();
      }
    };
  }

  /// Reads a proof. What it says is not verified yet: [StateProofVerifier] does that.
  ///
  /// @throws NoteFormatException where the bytes are anything but what [#encoded] writes
  public static StateProof parse(Bytes file) throws NoteFormatException {
    String text = NoteText.decode(file, SIZE_MAX);
    int end = text.indexOf("\n\n");
    if (!text.startsWith(HEADER + "\n") || end < 0) {
      throw new NoteFormatException(FormatFault.STATE_PROOF_HEADER);
    }
    String[] lines = text.substring(0, end).split("\n", -1);
    Key key = key(line(lines, 1));
    Digest keyHash =
        after(HASH, line(lines, 2))
            .flatMap(NoteText::hash)
            .orElseThrow(() -> new NoteFormatException(FormatFault.STATE_PROOF_KEY));
    String last = line(lines, 3);
    Optional<Bytes> value = after(VALUE, last).flatMap(NoteText::base64);
    StatePath.End place = value.isPresent() ? StatePath.entry(keyHash, value.get()) : absence(last);
    List<Digest> siblings = new ArrayList<>();
    for (int i = 4; i < lines.length; i++) {
      siblings.add(
          NoteText.hash(lines[i])
              .orElseThrow(() -> new NoteFormatException(FormatFault.STATE_PROOF_SIBLING)));
    }
    if (siblings.size() > StatePath.SIBLINGS_MAX) {
      throw new NoteFormatException(FormatFault.STATE_PROOF_SIBLING);
    }
    TlogProof statedBy = TlogProof.parse(Bytes.utf8(text.substring(end + 2)));
    return new StateProof(key, keyHash, value, new StatePath(place, siblings), statedBy);
  }

  private static String line(String[] lines, int number) {
    return number < lines.length ? lines[number] : "";
  }

  private static Optional<String> after(String prefix, String line) {
    return line.startsWith(prefix)
        ? Optional.of(line.substring(prefix.length()))
        : Optional.empty();
  }

  private static Key key(String line) throws NoteFormatException {
    try {
      return new Key(after(KEY, line).orElse(""));
    } catch (IllegalArgumentException e) {
      throw new NoteFormatException(FormatFault.STATE_PROOF_KEY);
    }
  }

  private static StatePath.End absence(String line) throws NoteFormatException {
    if (line.equals(EMPTY)) {
      return new StatePath.End.Empty();
    }
    Bytes both =
        after(OTHER, line)
            .flatMap(NoteText::base64)
            .filter(bytes -> bytes.size() == 2 * Digest.SIZE)
            .orElseThrow(() -> new NoteFormatException(FormatFault.STATE_PROOF_VALUE));
    return new StatePath.End.Entry(
        new Digest(both.slice(0, Digest.SIZE)), new Digest(both.slice(Digest.SIZE, both.size())));
  }
}
