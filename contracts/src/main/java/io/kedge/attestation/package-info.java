/// Attestation (确权): named parties sign the same statement, and when its policy is satisfied the
/// statement takes effect.
///
/// What a statement does is its maker's business: it implements
/// [io.kedge.attestation.StatementEffect], files with [io.kedge.attestation.Statements], and the
/// rule book brings both together.
@NullMarked
package io.kedge.attestation;

import org.jspecify.annotations.NullMarked;
