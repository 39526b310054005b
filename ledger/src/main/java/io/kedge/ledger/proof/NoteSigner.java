package io.kedge.ledger.proof;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.crypto.SigningKey;
import java.util.List;

/// Signs texts that are no checkpoints, such as reports (C2SP signed-note, type 0x01).
public final class NoteSigner {
  private final SigningKey key;
  private final VerifierKey verifierKey;

  /// A signer.
  ///
  /// @param name the name of the key
  /// @param key an Ed25519 key that signs no checkpoints
  public NoteSigner(String name, SigningKey key) {
    if (key.algorithm() != VerificationKey.Algorithm.ED25519) {
      throw new IllegalArgumentException("a note is signed with Ed25519, not " + key.algorithm());
    }
    this.key = key;
    this.verifierKey = new VerifierKey(name, VerifierKey.Kind.LOG, key.publicKey());
  }

  /// What outsiders need to check the signatures.
  public VerifierKey verifierKey() {
    return verifierKey;
  }

  /// The text with a signature.
  ///
  /// @param text lines, each with its line feed
  public SignedNote sign(String text) {
    Bytes value = key.sign(Bytes.utf8(text));
    return new SignedNote(
        text, List.of(new NoteSignature(verifierKey.name(), verifierKey.keyId(), value)));
  }
}
