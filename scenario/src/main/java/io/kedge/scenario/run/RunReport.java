package io.kedge.scenario.run;

import io.kedge.kernel.Digest;
import java.util.Optional;

/// How a run ended.
///
/// @param pack the pack's name
/// @param steps commands sent
/// @param accepted commands that took effect
/// @param refused commands that were refused, each as expected
/// @param checks expectations that held
/// @param state digest of the whole state, as the changes made it
/// @param failure what went wrong; empty where nothing did
public record RunReport(
    String pack,
    int steps,
    int accepted,
    int refused,
    int checks,
    Digest state,
    Optional<ScenarioFailure> failure) {
  /// True where everything went as the pack says.
  public boolean ok() {
    return failure.isEmpty();
  }
}
