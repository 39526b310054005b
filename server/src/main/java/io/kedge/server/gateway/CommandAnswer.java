package io.kedge.server.gateway;

import io.kedge.contract.Outcome;
import io.kedge.kernel.CommandId;
import java.util.Optional;

/// What became of a command.
///
/// @param id the command, where its envelope could be read
/// @param code [Outcome#ACCEPTED], or the refusal's public code
/// @param detail for people, in English; empty where an earlier result is told
/// @param place where it is in the log; empty where it was turned away and left no trace
/// @param again true where it had been decided before
public record CommandAnswer(
    Optional<CommandId> id, String code, String detail, Optional<Place> place, boolean again) {
  /// Where a command is.
  ///
  /// @param height its block, from 1
  /// @param leafIndex its entry of the tree, from 0
  public record Place(long height, long leafIndex) {}

  /// True where it took effect.
  public boolean accepted() {
    return code.equals(Outcome.ACCEPTED);
  }
}
