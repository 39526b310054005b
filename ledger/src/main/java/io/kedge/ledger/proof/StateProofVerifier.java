package io.kedge.ledger.proof;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.proof.StateProofVerdict.Reason;
import io.kedge.ledger.state.StatePath;
import java.util.Optional;

/// Judges state proofs, offline, by keys that came from elsewhere. As strict as [ReceiptVerifier],
/// which judges the part that shows the header: every byte of the file counts.
public final class StateProofVerifier {
  private final ReceiptVerifier receipts;

  /// A verifier.
  ///
  /// @param receipts judges the signed checkpoint and that the header is in its tree
  public StateProofVerifier(ReceiptVerifier receipts) {
    this.receipts = receipts;
  }

  /// Judges the file of a state proof.
  public StateProofVerdict verify(Bytes file) {
    try {
      StateProof proof = StateProof.parse(file);
      return judge(proof, header(proof.statedBy()));
    } catch (NoteFormatException e) {
      return new StateProofVerdict.Malformed(e.fault());
    }
  }

  private static BlockHeader header(TlogProof statedBy) throws NoteFormatException {
    Bytes entry =
        statedBy.extra().orElseThrow(() -> new NoteFormatException(FormatFault.LEAF_MISSING));
    try {
      BlockHeader header = BlockHeader.decode(entry);
      if (header.encoded().equals(entry)) {
        return header;
      }
    } catch (IllegalArgumentException e) {
      throw new NoteFormatException(FormatFault.STATE_PROOF_STATED_BY);
    }
    throw new NoteFormatException(FormatFault.STATE_PROOF_STATED_BY);
  }

  private StateProofVerdict judge(StateProof proof, BlockHeader header) {
    Optional<Reason> refused = refused(proof, header);
    if (refused.isPresent()) {
      return new StateProofVerdict.Rejected(refused.get());
    }
    return switch (receipts.verify(proof.statedBy().encoded())) {
      case ReceiptVerdict.Malformed(var fault) -> new StateProofVerdict.Malformed(fault);
      case ReceiptVerdict.Rejected(var reason) -> new StateProofVerdict.Rejected(Reason.of(reason));
      case ReceiptVerdict.Accepted accepted ->
          new StateProofVerdict.Accepted(
              proof.key(),
              proof.value(),
              header.stateHeight(),
              header.number(),
              header.time(),
              header.stateRoot(),
              accepted.index(),
              accepted.treeSize(),
              accepted.root(),
              accepted.origin(),
              accepted.signatories());
    };
  }

  private static Optional<Reason> refused(StateProof proof, BlockHeader header) {
    if (!proof.keyHash().equals(StatePath.keyHash(proof.key()))) {
      return Optional.of(Reason.KEY_HASH_DIFFERS);
    }
    Optional<Boolean> present = proof.path().tellsPresence(proof.keyHash());
    if (present.isEmpty()) {
      return Optional.of(Reason.ENTRY_ELSEWHERE);
    }
    if (present.get() && proof.value().isEmpty()) {
      return Optional.of(Reason.ENTRY_OF_THE_KEY);
    }
    if (!proof.path().root(proof.keyHash()).equals(header.stateRoot())) {
      return Optional.of(Reason.STATE_ROOT_DIFFERS);
    }
    return proof.statedBy().index() == header.ownLeaf()
        ? Optional.empty()
        : Optional.of(Reason.HEADER_MISPLACED);
  }
}
