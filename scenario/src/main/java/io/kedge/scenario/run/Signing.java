package io.kedge.scenario.run;

import io.kedge.kernel.Bytes;

/// Ed25519 signatures (RFC 8032) of keys that are derived from a seed, so that the same story is
/// signed alike each time.
public interface Signing {
  /// The 32 bytes of the public key that belongs to a seed of 32 bytes.
  Bytes publicKey(Bytes seed);

  /// The 64 bytes of the signature.
  Bytes sign(Bytes seed, Bytes message);
}
