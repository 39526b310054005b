package io.kedge.settlement;

import io.kedge.contract.Command;
import io.kedge.kernel.LockId;
import java.util.List;

/// What may be asked of settlement.
public sealed interface SettlementCommand extends Command {
  /// How many fills one command may carry.
  int FILLS_MAX = 64;

  /// Settles fills, all of them or none.
  ///
  /// @param fills 1 to [#FILLS_MAX], in the order in which they happen
  record Settle(List<Fill> fills) implements SettlementCommand {}

  /// One trade between two orders. An order that several fills of one command name is named by the
  /// lock it had before the command in all of them.
  ///
  /// @param sell the selling order's lock
  /// @param buy the buying order's lock
  /// @param units how many, at least 1
  record Fill(LockId sell, LockId buy, long units) {}
}
