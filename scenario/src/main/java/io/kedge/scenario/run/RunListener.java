package io.kedge.scenario.run;

import io.kedge.kernel.LedgerTime;
import io.kedge.scenario.pack.Place;
import java.util.Optional;
import java.util.SortedSet;

/// Is told how a run goes, as it goes.
public interface RunListener {
  /// A new part of the story begins.
  default void chapter(Place place, String title) {}

  /// A command has its result, and the result is the one the pack expects.
  default void step(Step step) {}

  /// Something the pack states is so.
  default void holds(Place place, String what, SortedSet<String> requirements) {}

  /// The balances at a named point, before they are compared.
  default void point(Place place, String name, String balances) {}

  /// The run ended early.
  default void failed(ScenarioFailure failure) {}

  /// One command of a story.
  ///
  /// @param number from 1
  /// @param place the line it comes from
  /// @param story when it happens in the story, milliseconds from its start
  /// @param party who sent it
  /// @param type what command it is
  /// @param told the words of the pack
  /// @param toldZh the same in Chinese
  /// @param answer what the ledger answered
  /// @param refused the code the pack expected; empty where it expected acceptance
  /// @param requirements the requirement ids it shows
  record Step(
      int number,
      Place place,
      long story,
      String party,
      String type,
      String told,
      String toldZh,
      Target.Answer answer,
      Optional<String> refused,
      SortedSet<String> requirements) {
    /// Ledger time of the result.
    public LedgerTime time() {
      return answer.time();
    }
  }
}
