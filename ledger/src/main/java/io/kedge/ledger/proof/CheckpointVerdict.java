package io.kedge.ledger.proof;

import java.util.List;

/// What the check of a checkpoint says.
public sealed interface CheckpointVerdict {
  /// The ledger signed it, and enough cosigners did.
  ///
  /// @param checkpoint what it says
  /// @param note the note, with the lines of known keys alone
  /// @param signatories the keys that signed, each once, in the order of their lines
  record Accepted(Checkpoint checkpoint, SignedNote note, List<Signatory> signatories)
      implements CheckpointVerdict {}

  /// A checkpoint in form that says nothing to this verifier.
  ///
  /// @param reason why
  record Rejected(Reason reason) implements CheckpointVerdict {}

  /// Not a checkpoint.
  ///
  /// @param fault which rule of the format is broken
  record Malformed(FormatFault fault) implements CheckpointVerdict {}

  /// Why a checkpoint is rejected. Checked in this order; the first is reported.
  enum Reason {
    /// The verifier was given no key: anybody could have made it.
    ISSUER_NOT_ESTABLISHED,
    /// A line names a known key that did not make it.
    SIGNATURE_INVALID,
    /// No line is the ledger's own: a log key whose name is the checkpoint's origin.
    LOG_SIGNATURE_MISSING,
    /// Fewer cosigners than the policy demands.
    COSIGNERS_TOO_FEW
  }
}
