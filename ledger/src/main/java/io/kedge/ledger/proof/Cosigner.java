package io.kedge.ledger.proof;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.crypto.SigningKey;

/// Cosigns checkpoints of a log it follows (C2SP tlog-cosignature, `cosignature/v1`): "at this time
/// the largest consistent tree I have seen of this log has this root". That it is consistent, and
/// the largest, is the caller's to check, before it comes here.
public final class Cosigner {
  private final SigningKey key;
  private final VerifierKey verifierKey;

  /// A cosigner.
  ///
  /// @param name its key name; a key serves one name only, for the signature does not cover it
  /// @param key an Ed25519 key used for nothing else
  public Cosigner(String name, SigningKey key) {
    if (key.algorithm() != VerificationKey.Algorithm.ED25519) {
      throw new IllegalArgumentException("a cosigner signs with Ed25519, not " + key.algorithm());
    }
    this.key = key;
    this.verifierKey = new VerifierKey(name, VerifierKey.Kind.COSIGNER, key.publicKey());
  }

  /// What outsiders need to check the signatures.
  public VerifierKey verifierKey() {
    return verifierKey;
  }

  /// The cosignature of a checkpoint.
  ///
  /// @param checkpoint the head cosigned
  /// @param timeSeconds seconds since 1970 UTC, 0 or more
  public NoteSignature cosign(Checkpoint checkpoint, long timeSeconds) {
    if (timeSeconds < 0) {
      throw new IllegalArgumentException("a time before 1970: " + timeSeconds);
    }
    Bytes signature = key.sign(message(checkpoint.text(), timeSeconds));
    byte[] value = new byte[Long.BYTES + signature.size()];
    for (int i = 0; i < Long.BYTES; i++) {
      value[i] = (byte) (timeSeconds >>> (8 * (Long.BYTES - 1 - i)));
    }
    System.arraycopy(signature.unsafeArray(), 0, value, Long.BYTES, signature.size());
    return new NoteSignature(verifierKey.name(), verifierKey.keyId(), Bytes.wrap(value));
  }

  /// The bytes a cosigner signs.
  static Bytes message(String noteText, long timeSeconds) {
    return Bytes.utf8("cosignature/v1\ntime " + timeSeconds + "\n" + noteText);
  }
}
