package io.kedge.ledger.crypto;

import io.kedge.kernel.Bytes;
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

/// Ed25519 verification: form first, then the provider's cofactorless equation.
final class Ed25519 {
  private static final Bytes SPKI_PREFIX = Bytes.fromHex("302a300506032b6570032100");
  private static final int KEYS_MAX = 16_384;

  private final KeyCache<PublicKey> keys = new KeyCache<>(KEYS_MAX);
  private final KeyFactory keyFactory;
  private final ThreadLocal<Signature> signatures;

  Ed25519(Provider provider) {
    this.keyFactory = sunKeyFactory();
    this.signatures = ThreadLocal.withInitial(() -> newSignature(provider));
  }

  SignatureVerdict check(Bytes publicKey, Bytes message, Bytes signature) {
    byte[] key = publicKey.unsafeArray();
    if (key.length != 32 || !Ed25519Points.isCanonical(key, 0)) {
      return SignatureVerdict.KEY_MALFORMED;
    }
    byte[] sig = signature.unsafeArray();
    if (sig.length != 64
        || !Ed25519Points.isCanonical(sig, 0)
        || !Ed25519Points.isScalar(sig, 32)) {
      return SignatureVerdict.SIGNATURE_MALFORMED;
    }
    Optional<PublicKey> decoded = keys.get(publicKey, this::decode);
    if (decoded.isEmpty()) {
      return SignatureVerdict.KEY_MALFORMED;
    }
    return verifies(decoded.get(), message.unsafeArray(), sig)
        ? SignatureVerdict.VALID
        : SignatureVerdict.DOES_NOT_VERIFY;
  }

  /// Providers differ in where they notice a key or an R that is no point; for us it is one no.
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
    byte[] spki = new byte[SPKI_PREFIX.size() + 32];
    System.arraycopy(SPKI_PREFIX.unsafeArray(), 0, spki, 0, SPKI_PREFIX.size());
    System.arraycopy(publicKey.unsafeArray(), 0, spki, SPKI_PREFIX.size(), 32);
    try {
      return Optional.of(keyFactory.generatePublic(new X509EncodedKeySpec(spki)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static KeyFactory sunKeyFactory() {
    try {
      return KeyFactory.getInstance("Ed25519", "SunEC");
    } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  private static Signature newSignature(Provider provider) {
    try {
      return Signature.getInstance("Ed25519", provider);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(provider.getName() + " has no Ed25519", e);
    }
  }
}
