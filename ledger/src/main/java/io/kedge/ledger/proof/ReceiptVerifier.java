package io.kedge.ledger.proof;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.proof.ReceiptVerdict.Reason;
import io.kedge.ledger.tree.InclusionProof;
import io.kedge.ledger.tree.MerkleHasher;
import io.kedge.ledger.tree.ProofVerdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Judges receipts, offline, by keys that came from elsewhere (format.md "Receipts"). Stricter than
/// signed-note where it may be: a line of a key that was not given refuses the receipt, so that
/// every byte of the file counts and a change of any one bit is noticed.
public final class ReceiptVerifier {
  private final NoteVerifier keys;
  private final Predicate<List<VerifierKey>> enough;

  /// A verifier that asks for the log's own signature.
  ///
  /// @param trusted the log's keys and those of its cosigners
  public ReceiptVerifier(Collection<VerifierKey> trusted) {
    this(trusted, 0);
  }

  /// A verifier that asks for the log's own signature and for cosigners.
  ///
  /// @param trusted the log's keys and those of its cosigners
  /// @param cosignersMin how many different cosigners must have signed, 0 or more
  public ReceiptVerifier(Collection<VerifierKey> trusted, int cosignersMin) {
    if (cosignersMin < 0) {
      throw new IllegalArgumentException("negative: " + cosignersMin);
    }
    this.keys = new NoteVerifier(trusted);
    this.enough = cosigners -> cosigners.size() >= cosignersMin;
  }

  /// A verifier that asks for the signature of one of the policy's logs and for its quorum of
  /// cosigners.
  ///
  /// @param policy whom to believe
  /// @param logs further keys of logs, for a policy that leaves them to its user
  public ReceiptVerifier(TrustPolicy policy, Collection<VerifierKey> logs) {
    var trusted = new ArrayList<>(policy.keys());
    logs.stream().filter(key -> key.kind() == VerifierKey.Kind.LOG).forEach(trusted::add);
    this.keys = new NoteVerifier(trusted);
    this.enough = policy::isMetBy;
  }

  /// Judges a receipt file.
  public ReceiptVerdict verify(Bytes file) {
    try {
      TlogProof proof = TlogProof.parse(file);
      Checkpoint checkpoint = Checkpoint.parse(proof.checkpoint().text());
      if (!checkpoint.extensions().isEmpty()) {
        throw new NoteFormatException(FormatFault.CHECKPOINT_EXTENSION);
      }
      Bytes leaf =
          proof.extra().orElseThrow(() -> new NoteFormatException(FormatFault.LEAF_MISSING));
      return judge(proof, checkpoint, leaf);
    } catch (NoteFormatException e) {
      return new ReceiptVerdict.Malformed(e.fault());
    }
  }

  private ReceiptVerdict judge(TlogProof proof, Checkpoint checkpoint, Bytes leaf) {
    InclusionProof inclusion = new InclusionProof(proof.index(), checkpoint.size(), proof.path());
    if (inclusion.verify(MerkleHasher.leaf(leaf), checkpoint.root())
        instanceof ProofVerdict.Rejected(ProofVerdict.Reason reason)) {
      return new ReceiptVerdict.Rejected(reasonOf(reason));
    }
    if (keys.trustsNobody()) {
      return new ReceiptVerdict.Rejected(Reason.ISSUER_NOT_ESTABLISHED);
    }
    List<Signatory> signatories = new ArrayList<>();
    Optional<Reason> refused = collect(proof.checkpoint(), checkpoint.origin(), signatories);
    return refused.isPresent()
        ? new ReceiptVerdict.Rejected(refused.get())
        : new ReceiptVerdict.Accepted(
            proof.index(),
            checkpoint.size(),
            checkpoint.root(),
            checkpoint.origin(),
            leaf,
            List.copyOf(signatories));
  }

  private Optional<Reason> collect(SignedNote note, String origin, List<Signatory> signatories) {
    List<VerifierKey> named =
        note.signatures().stream().flatMap(s -> keys.keyOf(s).stream()).toList();
    if (named.size() < note.signatures().size()) {
      return Optional.of(Reason.SIGNATURE_BY_UNKNOWN_KEY);
    }
    Set<Bytes> publicKeys = new HashSet<>();
    named.forEach(key -> publicKeys.add(key.publicKey()));
    if (publicKeys.size() < named.size()) {
      return Optional.of(Reason.SIGNATURE_REPEATED);
    }
    for (int i = 0; i < named.size(); i++) {
      NoteVerifier.verified(named.get(i), note.text(), note.signatures().get(i))
          .ifPresent(signatories::add);
    }
    if (signatories.size() < named.size()) {
      return Optional.of(Reason.SIGNATURE_INVALID);
    }
    if (named.stream().noneMatch(key -> isLogKey(key, origin))) {
      return Optional.of(Reason.LOG_SIGNATURE_MISSING);
    }
    List<VerifierKey> cosigners =
        named.stream().filter(key -> key.kind() == VerifierKey.Kind.COSIGNER).toList();
    return enough.test(cosigners) ? Optional.empty() : Optional.of(Reason.COSIGNERS_TOO_FEW);
  }

  private static boolean isLogKey(VerifierKey key, String origin) {
    return key.kind() == VerifierKey.Kind.LOG && key.name().equals(origin);
  }

  private static Reason reasonOf(ProofVerdict.Reason reason) {
    return switch (reason) {
      case NEGATIVE_NUMBER, OUT_OF_RANGE -> Reason.INDEX_OUTSIDE_TREE;
      case PROOF_TOO_SHORT -> Reason.PROOF_TOO_SHORT;
      case PROOF_TOO_LONG -> Reason.PROOF_TOO_LONG;
      case FIRST_ROOT_DIFFERS, ROOT_DIFFERS -> Reason.ROOT_DIFFERS;
    };
  }
}
