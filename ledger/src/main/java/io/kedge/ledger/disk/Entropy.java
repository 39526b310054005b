package io.kedge.ledger.disk;

/// The only source of chance in the ledger: for keys, salts and nonces, never for execution.
@FunctionalInterface
public interface Entropy {
  /// That many fresh random bytes.
  byte[] bytes(int count);
}
