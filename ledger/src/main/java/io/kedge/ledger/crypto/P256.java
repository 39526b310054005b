package io.kedge.ledger.crypto;

import io.kedge.kernel.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;

/// ECDSA on P-256 with SHA-256: our strict DER parser, then the provider. Both (r, s) and (r, n −
/// s)
/// verify: browsers produce either. Which of the two is stored is [P256Signatures]' business.
final class P256 {
  private static final BigInteger ORDER = EcKeys.P256.order();
  private static final int KEYS_MAX = 16_384;

  private final KeyCache<PublicKey> keys = new KeyCache<>(KEYS_MAX);
  private final KeyFactory keyFactory;
  private final ThreadLocal<Signature> signatures;

  P256(Provider provider) {
    this.keyFactory = sunKeyFactory();
    this.signatures = ThreadLocal.withInitial(() -> newSignature(provider));
  }

  SignatureVerdict check(Bytes publicKey, Bytes message, Bytes signature) {
    Optional<PublicKey> key = keys.get(publicKey, this::decode);
    if (key.isEmpty()) {
      return SignatureVerdict.KEY_MALFORMED;
    }
    if (DerSignature.parse(signature, ORDER).isEmpty()) {
      return SignatureVerdict.SIGNATURE_MALFORMED;
    }
    return verifies(key.get(), message.unsafeArray(), signature.unsafeArray())
        ? SignatureVerdict.VALID
        : SignatureVerdict.DOES_NOT_VERIFY;
  }

  private boolean verifies(PublicKey key, byte[] message, byte[] signature) {
    Signature verifier = signatures.get();
    try {
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (InvalidKeyException | SignatureException e) {
      signatures.remove();
      return false;
    }
  }

  private Optional<PublicKey> decode(Bytes publicKey) {
    if (EcKeys.P256.point(publicKey).isEmpty()) {
      return Optional.empty();
    }
    try {
      var spec = new X509EncodedKeySpec(publicKey.unsafeArray());
      return Optional.of(keyFactory.generatePublic(spec));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a point of P-256 is a key", e);
    }
  }

  private static KeyFactory sunKeyFactory() {
    try {
      return KeyFactory.getInstance("EC", "SunEC");
    } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
      throw new IllegalStateException("every JDK has EC keys", e);
    }
  }

  private static Signature newSignature(Provider provider) {
    try {
      return Signature.getInstance("SHA256withECDSA", provider);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(provider.getName() + " has no ECDSA", e);
    }
  }
}
