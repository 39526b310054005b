package io.kedge.scenario.run;

import io.kedge.contract.Envelope;
import io.kedge.kernel.Bytes;

/// An envelope with one bit of its first signature flipped.
final class Forgery {
  private Forgery() {}

  static Envelope of(Envelope envelope) {
    var signatures = new java.util.ArrayList<>(envelope.signatures());
    Envelope.Signature first = signatures.getFirst();
    byte[] value = first.value().toArray();
    value[0] ^= 1;
    signatures.set(0, new Envelope.Signature(first.keyId(), Bytes.wrap(value)));
    return new Envelope(envelope.payloadType(), envelope.payload(), signatures);
  }
}
