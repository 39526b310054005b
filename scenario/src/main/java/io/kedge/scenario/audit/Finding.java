package io.kedge.scenario.audit;

/// Takes what a law found wrong.
@FunctionalInterface
interface Finding {
  /// Tells a broken law.
  void broken(Law law, String detail);

  /// Tells a broken law where the condition does not hold.
  default void require(boolean holds, Law law, String detail) {
    if (!holds) {
      broken(law, detail);
    }
  }
}
