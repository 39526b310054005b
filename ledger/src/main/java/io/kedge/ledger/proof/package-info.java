/// What an outsider checks: signed notes, checkpoints, cosignatures and receipts in the text
/// formats of C2SP (signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof).
///
/// A node signs with [io.kedge.ledger.proof.LogSigner], a follower with
/// [io.kedge.ledger.proof.Cosigner]; both make or extend a [io.kedge.ledger.proof.SignedNote] whose
/// text is a [io.kedge.ledger.proof.Checkpoint]. `TlogProof.receipt(leaf, inclusion, checkpoint)`
/// and `encoded()` write the receipt file; [io.kedge.ledger.proof.ReceiptVerifier] judges one,
/// given [io.kedge.ledger.proof.VerifierKey]s that came from elsewhere. Only parsing throws
/// ([io.kedge.ledger.proof.NoteFormatException], with a named fault); verdicts are values.
@NullMarked
package io.kedge.ledger.proof;

import org.jspecify.annotations.NullMarked;
