package io.kedge.ledger.proof;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.tree.PrefixRoots;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Two checkpoints that one ledger signed, with what shows that both cannot be true: two roots for
/// one size, or a larger tree that does not begin with the smaller one (docs/reference/light.md;
/// semantics/ledger.md §6C). Anybody checks it with the ledger's key alone.
///
/// @param first the smaller checkpoint
/// @param second the larger one, or one of the same size
/// @param hashes what connects the second root with the only root that its tree can have had at the
///     first size, see [PrefixRoots]; none where the sizes are equal
public record ForkEvidence(SignedNote first, SignedNote second, List<Digest> hashes) {
  /// The ending of such files.
  public static final String FILE_SUFFIX = ".kedge-fork";

  private static final String HEADER = "kedge/fork@v1";
  private static final String CLAIM = "This ledger signed two inconsistent views.";
  private static final int HASHES_MAX = 128;
  private static final int SIZE_MAX = 1 << 20;
  private static final String GAP = "\n\n";

  /// Takes a copy of the hashes.
  public ForkEvidence {
    hashes = List.copyOf(hashes);
  }

  /// The file.
  public Bytes encoded() {
    var lines = new StringBuilder(HEADER).append('\n').append(CLAIM).append('\n');
    hashes.forEach(hash -> lines.append(hash.bytes().base64()).append('\n'));
    lines.append('\n').append(first.encoded().text());
    lines.append('\n').append(second.encoded().text());
    return Bytes.utf8(lines.toString());
  }

  /// Reads such a file. What it says is not verified yet: [#verify] does that.
  ///
  /// @throws NoteFormatException where the bytes are anything but what [#encoded] writes
  public static ForkEvidence parse(Bytes file) throws NoteFormatException {
    String text = NoteText.decode(file, SIZE_MAX);
    String[] parts = text.split(GAP, -1);
    String begin = HEADER + "\n" + CLAIM;
    if (parts.length != 5 || !(parts[0].equals(begin) || parts[0].startsWith(begin + "\n"))) {
      throw new NoteFormatException(FormatFault.FORK_FORM);
    }
    var hashes = new ArrayList<Digest>();
    String[] lines = parts[0].split("\n", -1);
    for (int i = 2; i < lines.length; i++) {
      hashes.add(
          NoteText.hash(lines[i])
              .orElseThrow(() -> new NoteFormatException(FormatFault.FORK_FORM)));
    }
    if (hashes.size() > HASHES_MAX) {
      throw new NoteFormatException(FormatFault.FORK_FORM);
    }
    return new ForkEvidence(
        SignedNote.parse(parts[1] + GAP + parts[2] + "\n"),
        SignedNote.parse(parts[3] + GAP + parts[4]),
        hashes);
  }

  /// What a check of such a file says.
  public sealed interface Verdict {
    /// The ledger contradicted itself.
    ///
    /// @param first the smaller view
    /// @param second the larger one
    record Shown(Checkpoint first, Checkpoint second) implements Verdict {}

    /// It is not shown that it did.
    ///
    /// @param reason why
    record NotShown(Reason reason) implements Verdict {}

    /// Not such a file.
    ///
    /// @param fault which rule of the format is broken
    record Malformed(FormatFault fault) implements Verdict {}
  }

  /// Why nothing is shown, in the order of checking.
  public enum Reason {
    /// The verifier was given no key: anybody could have made it.
    ISSUER_NOT_ESTABLISHED,
    /// A line is of a key the verifier was not given.
    SIGNATURE_BY_UNKNOWN_KEY,
    /// A line names a known key that did not make it.
    SIGNATURE_INVALID,
    /// The ledger itself did not sign both.
    LOG_SIGNATURE_MISSING,
    /// The two are of different ledgers.
    DIFFERENT_LEDGERS,
    /// The first is the larger one.
    ORDER_WRONG,
    /// Hashes are missing or left over, or do not lead to the second root: the two may or may not
    /// be consistent.
    NOT_CONNECTED,
    /// The two are consistent.
    CONSISTENT
  }

  /// Judges a file.
  ///
  /// @param keys the ledger's keys, and those of followers whose lines are in it
  public static Verdict verify(Bytes file, Collection<VerifierKey> keys) {
    try {
      return parse(file).judge(new CheckpointVerifier(keys));
    } catch (NoteFormatException e) {
      return new Verdict.Malformed(e.fault());
    }
  }

  private Verdict judge(CheckpointVerifier verifier) {
    var checkpoints = new ArrayList<Checkpoint>();
    for (SignedNote note : List.of(first, second)) {
      switch (verifier.verify(note)) {
        case CheckpointVerdict.Accepted(var checkpoint, var known, var signatories) -> {
          if (known.signatures().size() < note.signatures().size()) {
            return new Verdict.NotShown(Reason.SIGNATURE_BY_UNKNOWN_KEY);
          }
          if (signatories.size() < note.signatures().size()) {
            return new Verdict.NotShown(Reason.SIGNATURE_INVALID);
          }
          checkpoints.add(checkpoint);
        }
        case CheckpointVerdict.Rejected(var reason) -> {
          return new Verdict.NotShown(Reason.valueOf(reason.name()));
        }
        case CheckpointVerdict.Malformed(var fault) -> {
          return new Verdict.Malformed(fault);
        }
      }
    }
    return compare(checkpoints.getFirst(), checkpoints.getLast());
  }

  private Verdict compare(Checkpoint one, Checkpoint other) {
    if (!one.origin().equals(other.origin())) {
      return new Verdict.NotShown(Reason.DIFFERENT_LEDGERS);
    }
    if (one.size() > other.size()) {
      return new Verdict.NotShown(Reason.ORDER_WRONG);
    }
    Digest shown;
    if (one.size() == other.size()) {
      if (!hashes.isEmpty()) {
        return new Verdict.NotShown(Reason.NOT_CONNECTED);
      }
      shown = other.root();
    } else {
      var roots = PrefixRoots.of(one.size(), other.size(), hashes);
      if (roots.isEmpty() || !roots.get().second().equals(other.root())) {
        return new Verdict.NotShown(Reason.NOT_CONNECTED);
      }
      shown = roots.get().first();
    }
    return shown.equals(one.root())
        ? new Verdict.NotShown(Reason.CONSISTENT)
        : new Verdict.Shown(one, other);
  }
}
