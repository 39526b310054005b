package io.kedge.ledger.crypto;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Nonces for one signature: HMAC-SHA-512 under the private key over a counter and the message.
/// Unpredictable without the key, the same for the same key and message, and never the same for two
/// messages. BouncyCastle has no deterministic nonce for SM2 and takes this as its chance.
final class DerivedRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final transient Mac mac;
  private final transient byte[] message;
  private int counter;

  DerivedRandom(byte[] privateKey, byte[] message) {
    super(null, null);
    this.mac = mac(privateKey);
    this.message = message;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    int filled = 0;
    while (filled < bytes.length) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        mac.update((byte) (counter >>> shift));
      }
      counter++;
      byte[] block = mac.doFinal(message);
      int part = Math.min(block.length, bytes.length - filled);
      System.arraycopy(block, 0, bytes, filled, part);
      filled += part;
    }
  }

  private static Mac mac(byte[] privateKey) {
    try {
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(privateKey, "HmacSHA512"));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-512", e);
    }
  }
}
