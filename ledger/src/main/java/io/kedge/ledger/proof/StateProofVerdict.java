package io.kedge.ledger.proof;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import java.util.List;
import java.util.Optional;

/// What the check of a state proof says.
public sealed interface StateProofVerdict {
  /// The state had this entry, or none of this key, and keys the verifier was given vouch for it.
  ///
  /// @param key which entry
  /// @param value what the ledger's state said of it; empty where there was none
  /// @param height after which block that was so; 0 is the genesis
  /// @param statedIn the block whose header states it, at or after that height
  /// @param time ledger time of that block
  /// @param stateRoot the state root
  /// @param headerIndex index in the log of that header
  /// @param treeSize entries of the log at the checkpoint
  /// @param root the root of its tree
  /// @param origin which log
  /// @param signatories every key that signed the checkpoint, in the order of the lines
  record Accepted(
      Key key,
      Optional<Bytes> value,
      long height,
      long statedIn,
      LedgerTime time,
      Digest stateRoot,
      long headerIndex,
      long treeSize,
      Digest root,
      String origin,
      List<Signatory> signatories)
      implements StateProofVerdict {}

  /// A state proof in form that proves nothing to this verifier.
  ///
  /// @param reason why
  record Rejected(Reason reason) implements StateProofVerdict {}

  /// Not a state proof.
  ///
  /// @param fault which rule of the format is broken
  record Malformed(FormatFault fault) implements StateProofVerdict {}

  /// True for [Accepted].
  default boolean accepted() {
    return this instanceof Accepted;
  }

  /// Why a state proof is rejected. Checked in this order; the first is reported. Those from
  /// [#INDEX_OUTSIDE_TREE] on are those of a receipt.
  enum Reason {
    /// The hash is not that of the key.
    KEY_HASH_DIFFERS,
    /// The entry that is said to stand in the key's place belongs elsewhere.
    ENTRY_ELSEWHERE,
    /// The entry that is said to stand in the key's place is the key's own.
    ENTRY_OF_THE_KEY,
    /// The way does not lead to the state root that the header states.
    STATE_ROOT_DIFFERS,
    /// The header is not at the place of the log that it names itself.
    HEADER_MISPLACED,
    /// The index is not below the checkpoint's size.
    INDEX_OUTSIDE_TREE,
    /// Fewer hashes than index and size demand.
    PROOF_TOO_SHORT,
    /// More hashes than index and size demand.
    PROOF_TOO_LONG,
    /// Header and hashes do not lead to the checkpoint's root.
    ROOT_DIFFERS,
    /// All of it fits together, but the verifier was given no key: anybody could have made it.
    ISSUER_NOT_ESTABLISHED,
    /// A signature line is of a key the verifier was not given.
    SIGNATURE_BY_UNKNOWN_KEY,
    /// Two lines are of the same key.
    SIGNATURE_REPEATED,
    /// A line names a key that did not make it.
    SIGNATURE_INVALID,
    /// No line is the log's own: a log key whose name is the checkpoint's origin.
    LOG_SIGNATURE_MISSING,
    /// Fewer cosigners than the verifier demands.
    COSIGNERS_TOO_FEW;

    static Reason of(ReceiptVerdict.Reason reason) {
      return valueOf(reason.name());
    }
  }
}
