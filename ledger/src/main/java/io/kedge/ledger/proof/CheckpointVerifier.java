package io.kedge.ledger.proof;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.proof.CheckpointVerdict.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Judges checkpoints by keys that came from elsewhere, as signed-note and tlog-policy say: lines
/// of
/// unknown keys say nothing, those of known ones must be good.
public final class CheckpointVerifier {
  private final NoteVerifier keys;
  private final Optional<TrustPolicy> policy;

  /// A verifier that asks for the ledger's own signature.
  ///
  /// @param trusted the ledger's keys, and those of followers
  public CheckpointVerifier(Collection<VerifierKey> trusted) {
    this.keys = new NoteVerifier(trusted);
    this.policy = Optional.empty();
  }

  /// A verifier that asks for the signature of a ledger and for the policy's quorum.
  ///
  /// @param policy whom to believe
  /// @param logs further keys of ledgers, for a policy that leaves them to its user
  public CheckpointVerifier(TrustPolicy policy, Collection<VerifierKey> logs) {
    var trusted = new ArrayList<>(policy.keys());
    logs.stream().filter(key -> key.kind() == VerifierKey.Kind.LOG).forEach(trusted::add);
    this.keys = new NoteVerifier(trusted);
    this.policy = Optional.of(policy);
  }

  /// Judges the file of a checkpoint.
  public CheckpointVerdict verify(Bytes file) {
    try {
      return verify(SignedNote.parse(file));
    } catch (NoteFormatException e) {
      return new CheckpointVerdict.Malformed(e.fault());
    }
  }

  /// Judges a note.
  public CheckpointVerdict verify(SignedNote note) {
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.parse(note.text());
    } catch (NoteFormatException e) {
      return new CheckpointVerdict.Malformed(e.fault());
    }
    if (!checkpoint.extensions().isEmpty()) {
      return new CheckpointVerdict.Malformed(FormatFault.CHECKPOINT_EXTENSION);
    }
    if (keys.trustsNobody()) {
      return new CheckpointVerdict.Rejected(Reason.ISSUER_NOT_ESTABLISHED);
    }
    return switch (keys.check(note)) {
      case NoteVerdict.Refused(var reason) ->
          new CheckpointVerdict.Rejected(
              reason == NoteVerdict.Reason.SIGNATURE_INVALID
                  ? Reason.SIGNATURE_INVALID
                  : Reason.LOG_SIGNATURE_MISSING);
      case NoteVerdict.Verified(var signatories, var _) -> judge(checkpoint, note, signatories);
    };
  }

  private CheckpointVerdict judge(
      Checkpoint checkpoint, SignedNote note, List<Signatory> signatories) {
    List<VerifierKey> signed = signatories.stream().map(Signatory::key).toList();
    boolean byLog =
        signed.stream()
            .anyMatch(
                key ->
                    key.kind() == VerifierKey.Kind.LOG && key.name().equals(checkpoint.origin()));
    if (!byLog) {
      return new CheckpointVerdict.Rejected(Reason.LOG_SIGNATURE_MISSING);
    }
    List<VerifierKey> cosigners =
        signed.stream().filter(key -> key.kind() == VerifierKey.Kind.COSIGNER).toList();
    if (policy.isPresent() && !policy.get().isMetBy(cosigners)) {
      return new CheckpointVerdict.Rejected(Reason.COSIGNERS_TOO_FEW);
    }
    return new CheckpointVerdict.Accepted(checkpoint, known(note), signatories);
  }

  /// The note without what nobody vouched for.
  private SignedNote known(SignedNote note) {
    return new SignedNote(
        note.text(),
        note.signatures().stream().filter(line -> keys.keyOf(line).isPresent()).toList());
  }
}
