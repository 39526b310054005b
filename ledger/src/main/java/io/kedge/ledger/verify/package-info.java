/// Judges what an outsider was given: proofs, notes, signatures, canonical JSON and time stamps,
/// each
/// as one *probe*, a JSON object (docs/reference/verify.md).
///
/// [io.kedge.ledger.verify.ProbeKind#judge] answers a [io.kedge.ledger.verify.Judgement] for any
/// bytes at all and never throws.
@NullMarked
package io.kedge.ledger.verify;

import org.jspecify.annotations.NullMarked;
