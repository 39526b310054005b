package io.kedge.ledger.follow;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.Clock;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.node.SmallFile;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.Cosigner;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.NoteSignature;
import io.kedge.ledger.proof.NoteVerdict;
import io.kedge.ledger.proof.NoteVerifier;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.tree.ConsistencyProof;
import io.kedge.ledger.tree.MerkleHasher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cosigns checkpoints, for each log only ever such as extend the last one cosigned: that one is
/// durable before the cosignature leaves (C2SP tlog-witness). Safe for use by many threads.
public final class Cosignatures {
  private static final String DIRECTORY = "cosigned";
  private static final int FILE_BYTES_MAX = 1 << 20;

  private final Disk disk;
  private final Cosigner cosigner;
  private final Clock clock;

  /// The cosignatures of a directory.
  public Cosignatures(Disk disk, Cosigner cosigner, Clock clock) {
    this.disk = disk;
    this.cosigner = cosigner;
    this.clock = clock;
  }

  /// The checkpoint of a log that was cosigned last, with the cosignature.
  ///
  /// @throws IOException also where the file was changed: without it nothing may be cosigned
  public synchronized Optional<SignedNote> last(String origin) throws IOException {
    Optional<Bytes> file = SmallFile.read(disk, name(origin), FILE_BYTES_MAX);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      SignedNote note = SignedNote.parse(file.get());
      boolean own =
          new NoteVerifier(List.of(cosigner.verifierKey())).check(note)
                  instanceof NoteVerdict.Verified
              && Checkpoint.parse(note.text()).origin().equals(origin);
      if (own) {
        return Optional.of(note);
      }
    } catch (NoteFormatException e) {
      throw new IOException(name(origin) + " was changed: " + e.fault(), e);
    }
    throw new IOException(name(origin) + " is not of this key or log");
  }

  private static String name(String origin) {
    return DIRECTORY + "/" + Digest.of(Bytes.utf8(origin)).hex().substring(0, 32) + ".note";
  }

  /// Cosigns a checkpoint that is signed, whose log is known and whose content was judged.
  ///
  /// @param note the checkpoint as the log signed it, kept with the cosignature
  /// @param checkpoint what it says
  /// @param proof from the one cosigned last; from size 0 where there is none
  /// @throws CosignRefused where it does not extend the last one
  public synchronized NoteSignature cosign(
      SignedNote note, Checkpoint checkpoint, ConsistencyProof proof)
      throws IOException, CosignRefused {
    Optional<CosignRefused> refused = unfit(checkpoint, proof);
    if (refused.isPresent()) {
      throw refused.get();
    }
    NoteSignature line = cosigner.cosign(checkpoint, Math.max(0, clock.millis() / 1_000));
    SmallFile.replace(
        disk,
        name(checkpoint.origin()),
        new SignedNote(note.text(), signedFirst(note, line)).encoded());
    disk.forceDirectory(DIRECTORY);
    disk.forceDirectory("");
    return line;
  }

  /// Why a checkpoint cannot be cosigned; empty where it can.
  ///
  /// @param proof from the one cosigned last; from size 0 where there is none
  public synchronized Optional<CosignRefused> unfit(Checkpoint checkpoint, ConsistencyProof proof)
      throws IOException {
    Optional<Checkpoint> before = last(checkpoint.origin()).map(Cosignatures::parsed);
    long size = before.map(Checkpoint::size).orElse(0L);
    Digest root = before.map(Checkpoint::root).orElse(MerkleHasher.emptyRoot());
    if (proof.first() != size || proof.second() != checkpoint.size()) {
      return Optional.of(new CosignRefused(CosignRefused.Reason.OTHER_OLD_SIZE, size));
    }
    boolean sameSize = size == checkpoint.size() && proof.path().isEmpty();
    if (sameSize && !root.equals(checkpoint.root())) {
      return Optional.of(new CosignRefused(CosignRefused.Reason.OTHER_ROOT, size));
    }
    return proof.verify(root, checkpoint.root()).accepted()
        ? Optional.empty()
        : Optional.of(new CosignRefused(CosignRefused.Reason.PROOF_WRONG, size));
  }

  /// The log's lines, as far as there is room, and the cosignature.
  private static List<NoteSignature> signedFirst(SignedNote note, NoteSignature line) {
    var lines =
        new ArrayList<>(note.signatures().subList(0, Math.min(note.signatures().size(), 8)));
    lines.removeIf(other -> other.keyId().equals(line.keyId()));
    lines.add(line);
    return lines;
  }

  private static Checkpoint parsed(SignedNote note) {
    try {
      return Checkpoint.parse(note.text());
    } catch (NoteFormatException e) {
      throw new IllegalStateException("it was parsed before", e);
    }
  }
}
