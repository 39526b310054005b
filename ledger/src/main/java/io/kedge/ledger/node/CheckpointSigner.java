package io.kedge.ledger.node;

import io.kedge.ledger.disk.Clock;
import io.kedge.ledger.ordering.Tip;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.LogSigner;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.NoteVerdict;
import io.kedge.ledger.proof.NoteVerifier;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.tree.ProofVerdict;
import io.kedge.ledger.tree.TreeProofs;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signs the checkpoints of one ledger, each only after the public verifier has shown that it
/// extends the last one signed (semantics/ledger.md §4B.8: a log must not sign any checkpoint
/// inconsistent with one it previously signed). One thread signs; any may ask for the latest.
final class CheckpointSigner implements Closeable {
  private static final long CURRENT_FILE_MILLIS = 1_000;

  /// A signed checkpoint.
  record Signed(Checkpoint checkpoint, SignedNote note) {}

  private final LogSigner signer;
  private final TreeProofs proofs;
  private final CheckpointFiles files;
  private final Clock clock;
  private volatile @Nullable Signed latest;
  private long signedMillis;
  private long currentMillis;

  CheckpointSigner(LogSigner signer, TreeProofs proofs, CheckpointFiles files, Clock clock) {
    this.signer = signer;
    this.proofs = proofs;
    this.files = files;
    this.clock = clock;
    this.signedMillis = clock.millis();
    this.currentMillis = Long.MIN_VALUE / 2;
  }

  Optional<Signed> latest() {
    return Optional.ofNullable(latest);
  }

  /// Takes up the checkpoints of earlier runs: the last that this ledger signed must fit the log.
  ///
  /// @throws NodeFault where it does not
  void resume(List<CheckpointFiles.Stored> stored, Tip tip) {
    for (CheckpointFiles.Stored one : stored.reversed()) {
      Optional<Checkpoint> ours = ours(one.note());
      if (ours.isPresent()) {
        requireExtends(ours.get(), tip);
        latest = new Signed(ours.get(), one.note());
        return;
      }
    }
  }

  /// Checks that the log goes on from checkpoints that are known from elsewhere.
  ///
  /// @throws NodeFault where it does not
  /// @throws IllegalArgumentException where this ledger did not sign one
  void require(List<SignedNote> known, Tip tip) {
    for (SignedNote note : known) {
      Checkpoint checkpoint =
          ours(note)
              .orElseThrow(() -> new IllegalArgumentException("not this ledger's: " + note.text()));
      requireExtends(checkpoint, tip);
    }
  }

  private Optional<Checkpoint> ours(SignedNote note) {
    var verifier = new NoteVerifier(List.of(signer.verifierKey()));
    if (!(verifier.check(note) instanceof NoteVerdict.Verified)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Checkpoint.parse(note.text()));
    } catch (NoteFormatException e) {
      return Optional.empty();
    }
  }

  /// True where the last one was signed longer ago than that.
  boolean isDue(long millis) {
    return Math.abs(clock.millis() - signedMillis) >= millis;
  }

  /// Signs the tree of a durable block, unless it is signed already.
  ///
  /// @throws NodeFault where it does not extend the last signed one
  void sign(Tip tip) throws IOException {
    Signed last = latest;
    if (last != null && last.checkpoint().size() == tip.treeSize()) {
      return;
    }
    if (last != null) {
      requireExtends(last.checkpoint(), tip);
    }
    var checkpoint = new Checkpoint(signer.verifierKey().name(), tip.treeSize(), tip.treeRoot());
    SignedNote note = signer.sign(checkpoint);
    files.append(note);
    latest = new Signed(checkpoint, note);
    signedMillis = clock.millis();
    if (Math.abs(signedMillis - currentMillis) >= CURRENT_FILE_MILLIS) {
      files.makeCurrent(note);
      currentMillis = signedMillis;
    }
  }

  private void requireExtends(Checkpoint last, Tip tip) {
    ProofVerdict verdict =
        last.size() > tip.treeSize()
            ? new ProofVerdict.Rejected(ProofVerdict.Reason.OUT_OF_RANGE)
            : proofs.consistency(last.size(), tip.treeSize()).verify(last.root(), tip.treeRoot());
    if (verdict instanceof ProofVerdict.Rejected(var reason)) {
      throw new NodeFault(
          NodeFault.Kind.CHECKPOINT_CONTRADICTED,
          "checkpoint of "
              + last.size()
              + " entries against a tree of "
              + tip.treeSize()
              + " ("
              + reason
              + ")");
    }
  }

  /// Writes the current checkpoint and ends.
  @Override
  public void close() throws IOException {
    Signed last = latest;
    if (last != null) {
      files.makeCurrent(last.note());
    }
    files.close();
  }
}
