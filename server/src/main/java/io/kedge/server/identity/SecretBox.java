package io.kedge.server.identity;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals what the database keeps of secrets that are needed again in plain (TOTP), with AES-256-GCM
/// under a key that is not in the database. A sealed secret opens only for the account it is of.
final class SecretBox {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;

  /// @param secret 32 secret bytes
  SecretBox(Bytes secret) {
    key =
        new SecretKeySpec(
            Digest.of(Bytes.utf8("kedge.secret-box|"), secret).bytes().toArray(), "AES");
  }

  byte[] seal(String account, Bytes plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, account, plain.toArray());
    byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
    return all;
  }

  Bytes open(String account, byte[] all) {
    byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
    byte[] sealed = Arrays.copyOfRange(all, NONCE_BYTES, all.length);
    return Bytes.wrap(crypt(Cipher.DECRYPT_MODE, nonce, account, sealed));
  }

  private byte[] crypt(int mode, byte[] nonce, String account, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(account.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a sealed secret does not open", e);
    }
  }
}
