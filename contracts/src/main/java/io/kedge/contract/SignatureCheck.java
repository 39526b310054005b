package io.kedge.contract;

import io.kedge.kernel.Bytes;

/// Verifies one signature. Hosts bring their own provider, all with one acceptance rule
/// (ledger.md §6A): for Ed25519 the cofactorless equation with canonical encodings only.
@FunctionalInterface
public interface SignatureCheck {
  /// True where the signature is valid.
  boolean verify(VerificationKey key, Bytes message, Bytes signature);
}
