package io.kedge.ledger.node;

import io.kedge.contract.SignatureCheck;
import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import java.util.ArrayList;
import java.util.List;

/// Remembers which signatures of one command were verified with which key, between its coming in
/// and its execution. If the key record is another one by then, the signature is verified again.
final class VerifiedSignatures implements SignatureCheck {
  private record Verified(VerificationKey key, Bytes message, Bytes signature) {}

  private final SignatureCheck rule;
  private final List<Verified> verified = new ArrayList<>(1);

  VerifiedSignatures(SignatureCheck rule) {
    this.rule = rule;
  }

  @Override
  public boolean verify(VerificationKey key, Bytes message, Bytes signature) {
    var wanted = new Verified(key, message, signature);
    if (verified.contains(wanted)) {
      return true;
    }
    if (!rule.verify(key, message, signature)) {
      return false;
    }
    verified.add(wanted);
    return true;
  }
}
