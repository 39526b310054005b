package io.kedge.scenario.run;

import io.kedge.scenario.pack.Place;

/// The story did not go as the pack says it must.
///
/// @param kind what kind of thing went wrong
/// @param place the line that says it
/// @param what which step or expectation
/// @param expected what the pack says
/// @param found what came
public record ScenarioFailure(Kind kind, Place place, String what, String expected, String found) {
  /// The kinds of failures.
  public enum Kind {
    /// A command had another result than the pack says.
    RESULT,
    /// Something the pack states is not so.
    EXPECTATION,
    /// A refused step differs in more than one thing from its accepted twin, or has none.
    TWIN,
    /// The auditor found a law broken.
    LAW,
    /// The pack asks for something that does not exist, such as notes nobody holds.
    STORY
  }

  @Override
  public String toString() {
    return place + ": " + kind + ": " + what + "\n  expected " + expected + "\n  found    " + found;
  }

  /// Carries a failure out of the depths of a run.
  static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ScenarioFailure failure;

    Stop(ScenarioFailure failure) {
      super(failure.toString(), null, false, false);
      this.failure = failure;
    }

    ScenarioFailure failure() {
      return failure;
    }
  }

  /// Ends the run.
  static Stop stop(Kind kind, Place place, String what, String expected, String found) {
    return new Stop(new ScenarioFailure(kind, place, what, expected, found));
  }
}
