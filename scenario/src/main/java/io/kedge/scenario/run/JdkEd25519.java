package io.kedge.scenario.run;

import io.kedge.contract.SignatureCheck;
import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Ed25519 by the JDK's own provider: for targets in memory and for tests. Keys once derived are
/// kept.
public final class JdkEd25519 implements Signing, SignatureCheck {
  /// SubjectPublicKeyInfo of an Ed25519 key, up to its 32 raw bytes (RFC 8410).
  private static final Bytes X509_HEAD = Bytes.fromHex("302a300506032b6570032100");

  private final Map<Bytes, KeyPair> pairs = new ConcurrentHashMap<>();
  private final Map<Bytes, PublicKey> publicKeys = new ConcurrentHashMap<>();

  @Override
  public Bytes publicKey(Bytes seed) {
    byte[] encoded = pair(seed).getPublic().getEncoded();
    return Bytes.wrap(encoded).slice(X509_HEAD.size(), encoded.length);
  }

  @Override
  public Bytes sign(Bytes seed, Bytes message) {
    try {
      Signature signature = Signature.getInstance("Ed25519", "SunEC");
      signature.initSign(pair(seed).getPrivate());
      signature.update(message.unsafeArray());
      return Bytes.wrap(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with Ed25519", e);
    }
  }

  @Override
  public boolean verify(VerificationKey key, Bytes message, Bytes signature) {
    if (key.algorithm() != VerificationKey.Algorithm.ED25519) {
      return false;
    }
    try {
      Signature check = Signature.getInstance("Ed25519", "SunEC");
      check.initVerify(publicKeys.computeIfAbsent(key.publicKey(), JdkEd25519::decode));
      check.update(message.unsafeArray());
      return check.verify(signature.unsafeArray());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static PublicKey decode(Bytes raw) {
    byte[] encoded = new byte[X509_HEAD.size() + raw.size()];
    System.arraycopy(X509_HEAD.unsafeArray(), 0, encoded, 0, X509_HEAD.size());
    System.arraycopy(raw.unsafeArray(), 0, encoded, X509_HEAD.size(), raw.size());
    try {
      return KeyFactory.getInstance("Ed25519", "SunEC")
          .generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 key", e);
    }
  }

  private KeyPair pair(Bytes seed) {
    return pairs.computeIfAbsent(seed, JdkEd25519::derive);
  }

  private static KeyPair derive(Bytes seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519", "SunEC");
      generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /// Hands the generator the seed as its chance: RFC 8032 makes the key from 32 random bytes.
  private static final class Given extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient Bytes seed;

    Given(Bytes seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.size()) {
        throw new IllegalStateException("asked for " + bytes.length + " bytes");
      }
      System.arraycopy(seed.unsafeArray(), 0, bytes, 0, bytes.length);
    }
  }
}
