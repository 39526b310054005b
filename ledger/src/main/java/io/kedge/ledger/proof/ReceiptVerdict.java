package io.kedge.ledger.proof;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.List;

/// What the check of a receipt says.
public sealed interface ReceiptVerdict {
  /// The leaf is in the log, and keys the verifier was given vouch for the log's head.
  ///
  /// @param index the leaf's index in the log, from 0
  /// @param treeSize leaves of the log at the checkpoint
  /// @param root the root of its tree
  /// @param origin which log
  /// @param leaf the leaf's bytes
  /// @param signatories every key that signed the checkpoint, in the order of the lines
  record Accepted(
      long index,
      long treeSize,
      Digest root,
      String origin,
      Bytes leaf,
      List<Signatory> signatories)
      implements ReceiptVerdict {}

  /// A receipt in form that proves nothing to this verifier.
  ///
  /// @param reason why
  record Rejected(Reason reason) implements ReceiptVerdict {}

  /// Not a receipt.
  ///
  /// @param fault which rule of the format is broken
  record Malformed(FormatFault fault) implements ReceiptVerdict {}

  /// True for [Accepted].
  default boolean accepted() {
    return this instanceof Accepted;
  }

  /// Why a receipt is rejected. Checked in this order; the first is reported.
  enum Reason {
    /// The index is not below the checkpoint's size.
    INDEX_OUTSIDE_TREE,
    /// Fewer hashes than index and size demand.
    PROOF_TOO_SHORT,
    /// More hashes than index and size demand.
    PROOF_TOO_LONG,
    /// Leaf and hashes do not lead to the checkpoint's root.
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
    /// Fewer cosigners than the verifier demands, or others than its policy does.
    COSIGNERS_TOO_FEW
  }
}
