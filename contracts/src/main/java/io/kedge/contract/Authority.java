package io.kedge.contract;

import io.kedge.kernel.LedgerTime;

/// Decides whether a party, through the employees whose keys signed, may send this command at all:
/// before the contract, and the same for every command.
public interface Authority {
  /// Returns where the command may go on.
  ///
  /// @param parsed the command, its signatures verified
  /// @throws RefusedException where the party or an employee may not send it
  void check(ParsedCommand<?> parsed, LedgerView view, LedgerTime now);
}
