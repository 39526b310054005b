package io.kedge.freeze;

import io.kedge.contract.Command;

/// What may be asked about freezes.
public sealed interface FreezeCommand extends Command {
  /// Freeze something.
  ///
  /// @param subject what
  /// @param order why
  record Freeze(FreezeSubject subject, FreezeOrder order) implements FreezeCommand {}

  /// End a freeze.
  ///
  /// @param subject of what
  /// @param order why
  record Unfreeze(FreezeSubject subject, FreezeOrder order) implements FreezeCommand {}
}
