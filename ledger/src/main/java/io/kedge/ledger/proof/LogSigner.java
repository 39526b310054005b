package io.kedge.ledger.proof;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.crypto.SigningKey;
import java.util.List;

/// Signs the checkpoints of one log with one Ed25519 key. That a new checkpoint is consistent with
/// every earlier one is the caller's to check, before it comes here.
public final class LogSigner {
  private final SigningKey key;
  private final VerifierKey verifierKey;

  /// The signer of a log.
  ///
  /// @param origin the log's origin, which is also the key's name: no spaces, no plus
  /// @param key an Ed25519 key
  public LogSigner(String origin, SigningKey key) {
    if (key.algorithm() != VerificationKey.Algorithm.ED25519) {
      throw new IllegalArgumentException("a log signs with Ed25519, not " + key.algorithm());
    }
    this.key = key;
    this.verifierKey = new VerifierKey(origin, VerifierKey.Kind.LOG, key.publicKey());
  }

  /// What outsiders need to check the signatures.
  public VerifierKey verifierKey() {
    return verifierKey;
  }

  /// Signs a checkpoint of this log.
  ///
  /// @throws IllegalArgumentException where it is another log's or has extension lines
  public SignedNote sign(Checkpoint checkpoint) {
    return new SignedNote(checkpoint.text(), List.of(signature(checkpoint)));
  }

  /// The signature alone, to be added to a note that another key of the log signed: while log keys
  /// rotate, old and new sign together.
  ///
  /// @throws IllegalArgumentException where it is another log's or has extension lines
  public NoteSignature signature(Checkpoint checkpoint) {
    if (!checkpoint.origin().equals(verifierKey.name())) {
      throw new IllegalArgumentException(verifierKey.name() + " signs no " + checkpoint.origin());
    }
    if (!checkpoint.extensions().isEmpty()) {
      throw new IllegalArgumentException("extension lines are not signed");
    }
    Bytes value = key.sign(Bytes.utf8(checkpoint.text()));
    return new NoteSignature(verifierKey.name(), verifierKey.keyId(), value);
  }
}
