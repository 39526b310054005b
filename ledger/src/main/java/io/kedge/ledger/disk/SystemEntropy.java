package io.kedge.ledger.disk;

import java.security.SecureRandom;

/// The platform's cryptographic random generator.
public final class SystemEntropy implements Entropy {
  private final SecureRandom random = new SecureRandom();

  @Override
  public byte[] bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
