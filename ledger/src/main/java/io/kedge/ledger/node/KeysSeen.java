package io.kedge.ledger.node;

import io.kedge.contract.SignatureCheck;
import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.KeyId;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/// Notes which P-256 keys a command's signatures are checked with while it executes, so that its
/// leaf can carry them in their stored form. A key's id is made of its algorithm and bytes, and the
/// order of the checks is fixed: every node notes the same.
final class KeysSeen implements SignatureCheck {
  private final SignatureCheck rule;
  private Set<KeyId> p256 = Collections.emptySet();

  KeysSeen(SignatureCheck rule) {
    this.rule = rule;
  }

  @Override
  public boolean verify(VerificationKey key, Bytes message, Bytes signature) {
    if (key.algorithm() == VerificationKey.Algorithm.P256) {
      if (p256.isEmpty()) {
        p256 = new TreeSet<>();
      }
      p256.add(key.id());
    }
    return rule.verify(key, message, signature);
  }

  /// The P-256 keys, by id.
  Set<KeyId> p256() {
    return p256;
  }
}
