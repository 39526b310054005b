package io.kedge.ledger.verify;

import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.crypto.SignatureRule;
import io.kedge.ledger.crypto.SignatureVerdict;

/// Single signatures, judged by the rule the ledger itself uses.
final class SignatureProbes {
  private SignatureProbes() {}

  static void judge(Probe probe, Algorithm algorithm) throws ProbeException {
    Bytes publicKey = probe.bytes("publicKey");
    Bytes message = probe.bytes("message");
    Bytes signature = probe.bytes("signature");
    SignatureVerdict verdict =
        SignatureRule.standard().check(algorithm, publicKey, message, signature);
    if (!verdict.valid()) {
      throw ProbeException.rejected(verdict);
    }
  }
}
