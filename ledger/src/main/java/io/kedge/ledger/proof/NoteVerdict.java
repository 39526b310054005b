package io.kedge.ledger.proof;

import java.util.List;

/// What the trusted keys say about a note.
public sealed interface NoteVerdict {
  /// At least one trusted key signed the text, and no signature of a trusted key is wrong.
  ///
  /// @param signatories the keys that signed, each once, in the order of their lines
  /// @param unknown lines of keys that nobody vouched for; they say nothing
  record Verified(List<Signatory> signatories, List<NoteSignature> unknown)
      implements NoteVerdict {}

  /// The text must not be used.
  ///
  /// @param reason why
  record Refused(Reason reason) implements NoteVerdict {}

  /// Why a note is refused, in the order of the checks.
  enum Reason {
    /// A line names a trusted key that did not make it.
    SIGNATURE_INVALID,
    /// No line is of a trusted key.
    NO_TRUSTED_SIGNATURE
  }
}
