package io.kedge.ledger.node;

import io.kedge.contract.Outcome;
import io.kedge.kernel.CommandId;
import java.util.Optional;

/// What became of a submitted envelope.
public sealed interface Submitted {
  /// [Outcome#ACCEPTED], or the refusal's public code.
  String code();

  /// For people, such as what is missing; not hashed, and empty where an earlier result is told.
  String detail();

  /// True where the command took effect.
  default boolean accepted() {
    return code().equals(Outcome.ACCEPTED);
  }

  /// It is in the log, durably, with this result; so is a refusal of this kind.
  ///
  /// @param commandId the command
  /// @param code the result
  /// @param detail for people
  /// @param height the block, from 1
  /// @param leafIndex its place in the tree, from 0
  /// @param again true where it had been decided before and this is that result
  record Decided(
      CommandId commandId, String code, String detail, long height, long leafIndex, boolean again)
      implements Submitted {}

  /// It was turned away before ordering and left no trace: it is malformed, for another ledger, of
  /// an unknown type, refused by its contract's precheck or badly signed, or the node takes none in
  /// now ([NodeRefusal]).
  ///
  /// @param commandId the command, where the envelope could be read
  /// @param code why
  /// @param detail for people
  record TurnedAway(Optional<CommandId> commandId, String code, String detail)
      implements Submitted {}
}
