package io.kedge.scenario.audit;

/// A broken law.
///
/// @param law which
/// @param step after which step
/// @param detail what was found, with both numbers where two differ
public record Violation(Law law, String step, String detail) {
  @Override
  public String toString() {
    return law + " after " + step + ": " + detail;
  }
}
