package io.kedge.testing;

import io.kedge.contract.SignatureCheck;
import io.kedge.contract.VerificationKey;
import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.KeyId;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A key that is the same in every run: its public half is a real Ed25519 point drawn from its
/// name; its signatures are a digest, which [#CHECK] accepts and which anything changed breaks.
///
/// @param name what it is called in the test
/// @param publicKey 32 bytes
public record TestKey(String name, Bytes publicKey) {
  /// Accepts what [#sign] makes and nothing else.
  public static final SignatureCheck CHECK =
      (key, message, signature) -> signature.equals(signature(key.publicKey(), message));

  private static final Map<String, TestKey> KNOWN = new ConcurrentHashMap<>();

  /// The key of that name.
  public static TestKey named(String name) {
    return KNOWN.computeIfAbsent(name, TestKey::generate);
  }

  /// Its id.
  public KeyId id() {
    return VerificationKey.idOf(Algorithm.ED25519, publicKey);
  }

  /// A signature over a message.
  public Bytes sign(Bytes message) {
    return signature(publicKey, message);
  }

  /// The key as `party.register`, `party.addKey` and a genesis write it.
  public Json.Obj json() {
    return Json.Obj.empty()
        .with("algorithm", "ED25519")
        .with("publicKey", publicKey.base64())
        .with("holder", "SELF");
  }

  private static Bytes signature(Bytes publicKey, Bytes message) {
    return Digest.of(Bytes.utf8("test signature"), publicKey, message).bytes();
  }

  private static TestKey generate(String name) {
    try {
      var generator = KeyPairGenerator.getInstance("Ed25519", "SunEC");
      generator.initialize(NamedParameterSpec.ED25519, new Drawn(name));
      byte[] info = generator.generateKeyPair().getPublic().getEncoded();
      return new TestKey(name, Bytes.wrap(info).slice(info.length - 32, info.length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /// Random bytes that depend on a name alone.
  private static final class Drawn extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final String name;

    private Drawn(String name) {
      this.name = name;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      byte[] seed = Digest.of(Bytes.utf8(name)).bytes().toArray();
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = seed[i % seed.length];
      }
    }
  }
}
