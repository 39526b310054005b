package io.kedge.scenario.run;

import io.kedge.contract.Outcome;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.LedgerTime;

/// A ledger that takes commands. The runner is its only writer while it runs.
public interface Target {
  /// The ledger's id, as commands name it.
  String ledgerId();

  /// Ledger time of the last batch, or of the genesis.
  LedgerTime now();

  /// Returns when the next batch will be at this ledger time or later. A ledger whose clock can be
  /// set jumps; another waits. A time that has passed already does nothing.
  void advanceTo(LedgerTime time);

  /// Hands in one command and waits for its result. Where the ledger acknowledges, it does so
  /// before this returns.
  ///
  /// An envelope that was handed in before is answered with the earlier result, changes and events
  /// included: a run that was killed starts over and finds its way back by these answers.
  Answer submit(Bytes envelope);

  /// What a ledger answers.
  ///
  /// @param id the command's id
  /// @param time ledger time it was decided at
  /// @param outcome its result
  record Answer(CommandId id, LedgerTime time, Outcome outcome) {}
}
