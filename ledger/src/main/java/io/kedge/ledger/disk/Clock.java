package io.kedge.ledger.disk;

/// The only source of time in the ledger.
@FunctionalInterface
public interface Clock {
  /// Milliseconds since 1970 UTC. May stand still or jump, also back: the callers see to it that
  /// ledger time never decreases.
  long millis();
}
