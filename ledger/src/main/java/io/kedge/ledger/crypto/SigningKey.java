package io.kedge.ledger.crypto;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.PartyId;
import io.kedge.ledger.disk.Entropy;

/// A private key: 32 secret bytes (the *seed*) and how it signs. Its signatures are deterministic
/// and in the form [SignatureRule] accepts, so that a run repeated from the same seeds repeats
/// every byte.
///
/// For Ed25519 the seed is the private key of RFC 8032. For P-256 and SM2 the private number is
/// derived from it: SHA-512(`io/kedge/seed/` ‖ algorithm ‖ 0 ‖ seed) mod (n − 2) + 1.
public final class SigningKey {
  /// Bytes of a seed.
  public static final int SEED_SIZE = 32;

  private final VerificationKey.Algorithm algorithm;
  private final Bytes seed;
  private final Signer signer;
  private final Bytes publicKey;

  private SigningKey(VerificationKey.Algorithm algorithm, Bytes seed) {
    if (seed.size() != SEED_SIZE) {
      throw new IllegalArgumentException("a seed has 32 bytes, not " + seed.size());
    }
    this.algorithm = algorithm;
    this.seed = seed;
    this.signer = Signer.of(algorithm, seed);
    this.publicKey = signer.publicKey();
  }

  /// The key of a seed.
  public static SigningKey fromSeed(VerificationKey.Algorithm algorithm, Bytes seed) {
    return new SigningKey(algorithm, seed);
  }

  /// A new key.
  ///
  /// @param algorithm how it signs
  /// @param entropy the port chance comes through
  public static SigningKey generate(VerificationKey.Algorithm algorithm, Entropy entropy) {
    return new SigningKey(algorithm, Bytes.wrap(entropy.bytes(SEED_SIZE)));
  }

  /// How the key signs.
  public VerificationKey.Algorithm algorithm() {
    return algorithm;
  }

  /// The public key: 32 raw bytes for Ed25519, SubjectPublicKeyInfo otherwise.
  public Bytes publicKey() {
    return publicKey;
  }

  /// The name of the key.
  public KeyId id() {
    return VerificationKey.idOf(algorithm, publicKey);
  }

  /// The public side, as the ledger registers it.
  public VerificationKey verificationKey(PartyId party) {
    return new VerificationKey(id(), algorithm, publicKey, party);
  }

  /// The secret seed. It leaves only to be sealed.
  public Bytes seed() {
    return seed;
  }

  /// Signs a message: 64 bytes for Ed25519, DER otherwise.
  public Bytes sign(Bytes message) {
    return signer.sign(message.unsafeArray());
  }

  /// The public side only.
  @Override
  public String toString() {
    return "SigningKey[" + algorithm + " " + id() + "]";
  }
}
