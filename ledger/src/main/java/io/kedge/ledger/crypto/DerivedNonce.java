package io.kedge.ledger.crypto;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.security.SecureRandom;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.prng.EntropySource;
import org.bouncycastle.crypto.prng.SP800SecureRandomBuilder;

/// Nonces in the manner of RFC 6979 §3.2 for SM2, where BouncyCastle has none: HMAC-DRBG (SP
/// 800-90A) seeded with the private number and the digest of the message. Unpredictable without the
/// key, the same for the same key and message, and never the same for two messages.
final class DerivedNonce {
  private static final int SEED_BITS = 256;

  private DerivedNonce() {}

  /// The generator for one signature.
  ///
  /// @param privateNumber 32 bytes
  /// @param message the signed bytes
  static SecureRandom of(byte[] privateNumber, byte[] message) {
    return new SP800SecureRandomBuilder(bits -> new Seed(Bytes.of(privateNumber)))
        .setEntropyBitsRequired(SEED_BITS)
        .buildHMAC(
            new HMac(new SHA256Digest()), Digest.of(Bytes.wrap(message)).bytes().toArray(), false);
  }

  private record Seed(Bytes privateNumber) implements EntropySource {
    @Override
    public boolean isPredictionResistant() {
      return false;
    }

    @Override
    public byte[] getEntropy() {
      return privateNumber.toArray();
    }

    @Override
    public int entropySize() {
      return SEED_BITS;
    }
  }
}
