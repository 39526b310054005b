package io.kedge.bench.sim;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.scenario.run.Signing;
import java.util.SortedMap;
import java.util.TreeMap;

/// Ed25519 by the ledger's own provider. Keys once derived are kept.
final class SimSigning implements Signing {
  private final SortedMap<Bytes, SigningKey> keys = new TreeMap<>();

  @Override
  public Bytes publicKey(Bytes seed) {
    return key(seed).publicKey();
  }

  @Override
  public Bytes sign(Bytes seed, Bytes message) {
    return key(seed).sign(message);
  }

  private SigningKey key(Bytes seed) {
    return keys.computeIfAbsent(
        seed, s -> SigningKey.fromSeed(VerificationKey.Algorithm.ED25519, s));
  }
}
