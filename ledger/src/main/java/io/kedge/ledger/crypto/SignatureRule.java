package io.kedge.ledger.crypto;

import io.kedge.contract.SignatureCheck;
import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;

/// The one acceptance rule for signatures (ledger.md §6A, findings 3 and 4). Two nodes with
/// different providers must agree on every signature, or one hostile member could fork them.
///
/// | Algorithm | Public key | Signature | Accepted |
/// |---|---|---|---|
/// | Ed25519 | 32 bytes, canonical | 64 bytes, R canonical, S < L | cofactorless equation, RFC 8032
/// |
/// | P-256 | SubjectPublicKeyInfo, uncompressed | strict DER, s in either half | ECDSA with SHA-256
/// |
/// | SM2 | SubjectPublicKeyInfo, uncompressed | strict DER | GB/T 32918, SM3, default user id |
///
/// What is not in form is refused by our own code before any provider sees it. Of the two P-256
/// signatures (r, s) and (r, n − s) the ledger stores the one with low s, see [P256Signatures].
/// Safe
/// for use by many threads; decoded keys are cached.
public final class SignatureRule implements SignatureCheck {
  private final Ed25519 ed25519;
  private final P256 p256;
  private final Sm2 sm2 = new Sm2();

  /// The rule, worked by given providers: tests compare them. Programs use [#standard].
  public SignatureRule(CryptoProviders providers) {
    this.ed25519 = new Ed25519(providers.ed25519());
    this.p256 = new P256(providers.p256());
  }

  /// The rule with the providers of this process.
  public static SignatureRule standard() {
    return Standard.RULE;
  }

  @Override
  public boolean verify(VerificationKey key, Bytes message, Bytes signature) {
    return check(key.algorithm(), key.publicKey(), message, signature).valid();
  }

  /// Checks one signature.
  ///
  /// @param algorithm how the key signs
  /// @param publicKey 32 raw bytes for Ed25519, SubjectPublicKeyInfo otherwise
  /// @param message the signed bytes
  /// @param signature 64 bytes for Ed25519, DER otherwise
  public SignatureVerdict check(
      VerificationKey.Algorithm algorithm, Bytes publicKey, Bytes message, Bytes signature) {
    return switch (algorithm) {
      case ED25519 -> ed25519.check(publicKey, message, signature);
      case P256 -> p256.check(publicKey, message, signature);
      case SM2 -> sm2.check(publicKey, message, signature);
    };
  }

  /// True where a public key may be registered: in canonical form, a point of its curve, and not of
  /// low order (a low-order Ed25519 key "signs" everything). Exact integers only: the same answer
  /// on every machine.
  ///
  /// @param algorithm how the key signs
  /// @param publicKey 32 raw bytes for Ed25519, SubjectPublicKeyInfo otherwise
  public static boolean isAcceptableKey(VerificationKey.Algorithm algorithm, Bytes publicKey) {
    return switch (algorithm) {
      case ED25519 -> Ed25519Points.isAcceptableKey(publicKey.unsafeArray());
      case P256 -> EcKeys.P256.point(publicKey).isPresent();
      case SM2 -> EcKeys.SM2.point(publicKey).isPresent();
    };
  }

  private static final class Standard {
    private static final SignatureRule RULE = new SignatureRule(CryptoProviders.chosen());
  }
}
