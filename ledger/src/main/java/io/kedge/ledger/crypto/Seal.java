package io.kedge.ledger.crypto;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.Entropy;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Seals and opens small secrets: passphrase → Argon2id → AES-256-GCM. Sealed bytes are nonce (12),
/// ciphertext, tag (16).
final class Seal {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;

  /// Derives the key; this is the slow step.
  Seal(Passphrase passphrase, SealingCost cost, Bytes salt) {
    Argon2Parameters parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt.toArray())
            .build();
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(parameters);
    byte[] derived = new byte[32];
    argon2.generateBytes(passphrase.secret().toArray(), derived);
    this.key = new SecretKeySpec(derived, "AES");
  }

  /// Seals a secret.
  ///
  /// @param secret what to seal
  /// @param associated what the secret belongs to; it opens only with the same
  /// @param entropy where the nonce comes from
  Bytes seal(Bytes secret, Bytes associated, Entropy entropy) {
    byte[] nonce = entropy.bytes(NONCE);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, associated);
      byte[] sealed = new byte[NONCE + cipher.getOutputSize(secret.size())];
      System.arraycopy(nonce, 0, sealed, 0, NONCE);
      cipher.doFinal(secret.unsafeArray(), 0, secret.size(), sealed, NONCE);
      return Bytes.wrap(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /// Opens what was sealed; empty where key, bytes or association differ.
  Optional<Bytes> open(Bytes sealed, Bytes associated) {
    if (sealed.size() < NONCE + TAG_BITS / 8) {
      return Optional.empty();
    }
    try {
      byte[] nonce = sealed.slice(0, NONCE).unsafeArray();
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, associated);
      return Optional.of(
          Bytes.wrap(cipher.doFinal(sealed.unsafeArray(), NONCE, sealed.size() - NONCE)));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, Bytes associated) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(associated.unsafeArray());
    return cipher;
  }
}
