package io.kedge.ledger.proof;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.tree.InclusionProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A proof that stands on its own (C2SP tlog-proof): where an entry is in a log, the hashes that
/// show it, and the checkpoint. A *receipt* is such a proof whose extra data is the leaf itself.
///
/// @param extra opaque data; in a receipt, the leaf
/// @param index the entry's index, from 0
/// @param path the inclusion proof, at most 63 hashes
/// @param checkpoint the signed head of the log
public record TlogProof(
    Optional<Bytes> extra, long index, List<Digest> path, SignedNote checkpoint) {
  /// The ending of such files.
  public static final String FILE_SUFFIX = ".tlog-proof";

  /// The most bytes a proof may have: a leaf of 64 KiB, 63 hashes and 100 signatures fit.
  public static final int SIZE_MAX = 1 << 20;

  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";
  private static final int PATH_MAX = 63;

  /// Checks index and length.
  public TlogProof {
    path = List.copyOf(path);
    if (index < 0 || path.size() > PATH_MAX) {
      throw new IllegalArgumentException("no proof of " + index + " by " + path.size() + " hashes");
    }
    if (extra.isPresent() && extra.get().size() == 0) {
      throw new IllegalArgumentException("extra data that is empty is left out");
    }
  }

  /// A receipt.
  ///
  /// @param leaf the leaf's bytes, as the log holds them
  /// @param inclusion its proof in the checkpoint's tree
  /// @param checkpoint a signed checkpoint of that size
  public static TlogProof receipt(Bytes leaf, InclusionProof inclusion, SignedNote checkpoint) {
    return new TlogProof(Optional.of(leaf), inclusion.index(), inclusion.path(), checkpoint);
  }

  /// The file.
  public Bytes encoded() {
    StringBuilder lines = new StringBuilder(HEADER).append('\n');
    extra.ifPresent(bytes -> lines.append(EXTRA).append(bytes.base64()).append('\n'));
    lines.append(INDEX).append(index).append('\n');
    path.forEach(hash -> lines.append(hash.bytes().base64()).append('\n'));
    lines.append('\n').append(checkpoint.encoded().text());
    return Bytes.utf8(lines.toString());
  }

  /// Reads a proof. What it says is not verified yet: [ReceiptVerifier] does that.
  ///
  /// @throws NoteFormatException where the bytes are anything but what [#encoded] writes
  public static TlogProof parse(Bytes file) throws NoteFormatException {
    String text = NoteText.decode(file, SIZE_MAX);
    if (!text.startsWith(HEADER + "\n")) {
      throw new NoteFormatException(FormatFault.PROOF_HEADER);
    }
    int end = text.indexOf("\n\n");
    if (end < 0) {
      throw new NoteFormatException(FormatFault.PROOF_UNFINISHED);
    }
    String[] lines = text.substring(0, end).split("\n", -1);
    int next = 1;
    Optional<Bytes> extra = Optional.empty();
    if (next < lines.length && lines[next].startsWith(EXTRA)) {
      extra = Optional.of(extra(lines[next++]));
    }
    long index = index(next < lines.length ? lines[next++] : "");
    List<Digest> path = new ArrayList<>();
    for (; next < lines.length; next++) {
      path.add(
          NoteText.hash(lines[next])
              .orElseThrow(() -> new NoteFormatException(FormatFault.PROOF_HASH)));
    }
    if (path.size() > PATH_MAX) {
      throw new NoteFormatException(FormatFault.PROOF_HASH);
    }
    return new TlogProof(extra, index, path, SignedNote.parse(text.substring(end + 2)));
  }

  private static Bytes extra(String line) throws NoteFormatException {
    return NoteText.base64(line.substring(EXTRA.length()))
        .filter(bytes -> bytes.size() > 0)
        .orElseThrow(() -> new NoteFormatException(FormatFault.PROOF_EXTRA));
  }

  private static long index(String line) throws NoteFormatException {
    String digits = line.startsWith(INDEX) ? line.substring(INDEX.length()) : "";
    return NoteText.decimal(digits)
        .orElseThrow(() -> new NoteFormatException(FormatFault.PROOF_INDEX));
  }
}
