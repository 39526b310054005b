package io.kedge.contract;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.PartyId;

/// A public key as the host needs it to verify a signature.
///
/// @param id its name, derived from algorithm and bytes
/// @param algorithm how it signs
/// @param publicKey 32 raw bytes for Ed25519, SubjectPublicKeyInfo otherwise
/// @param party whose it is
public record VerificationKey(KeyId id, Algorithm algorithm, Bytes publicKey, PartyId party) {
  /// The signature algorithms of format 1.
  public enum Algorithm {
    /// RFC 8032, cofactorless equation, canonical encodings only.
    ED25519,
    /// ECDSA on P-256 with SHA-256, strict DER, s in either half; stored with low s.
    P256,
    /// GB/T 32918 with SM3 and the default user id.
    SM2
  }

  /// The name of a key: the first 32 hexadecimal digits of SHA-256(algorithm ‖ 0 ‖ public bytes).
  public static KeyId idOf(Algorithm algorithm, Bytes publicKey) {
    Digest digest = Digest.of(Bytes.utf8(algorithm.name()), Bytes.of((byte) 0), publicKey);
    return new KeyId(digest.hex().substring(0, 32));
  }
}
