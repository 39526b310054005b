package io.kedge.ledger.node;

import io.kedge.contract.SignatureCheck;
import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import java.util.ArrayList;
import java.util.List;

/// Remembers which signatures of one command were verified with which key, between its coming in
/// and its execution. If the key record is another one by then, the signature is verified again.
final class VerifiedSignatures implements SignatureCheck {
  private record Verified(VerificationKey key, Bytes message, Bytes signature) {
    /// The command's own bytes are the same object both times; the key was read twice.
    boolean is(VerificationKey otherKey, Bytes otherMessage, Bytes otherSignature) {
      return signature.equals(otherSignature)
          && key.equals(otherKey)
          && message.equals(otherMessage);
    }
  }

  private final SignatureCheck rule;
  private final List<Verified> verified = new ArrayList<>(1);

  VerifiedSignatures(SignatureCheck rule) {
    this.rule = rule;
  }

  @Override
  public boolean verify(VerificationKey key, Bytes message, Bytes signature) {
    for (Verified known : verified) {
      if (known.is(key, message, signature)) {
        return true;
      }
    }
    if (!rule.verify(key, message, signature)) {
      return false;
    }
    verified.add(new Verified(key, message, signature));
    return true;
  }
}
