package io.kedge.ledger.disk;

import java.util.SplittableRandom;

/// Bytes that follow from a seed. Not secret: only for tests and reproducible runs.
public final class SimEntropy implements Entropy {
  private final SplittableRandom random;

  /// The same seed gives the same bytes.
  public SimEntropy(long seed) {
    this.random = new SplittableRandom(seed);
  }

  @Override
  public synchronized byte[] bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
