package io.kedge.fee;

import io.kedge.contract.Command;
import io.kedge.kernel.LedgerTime;
import java.util.List;

/// What may be asked of fee schedules.
public sealed interface FeeCommand extends Command {
  /// Announces a schedule, or a new version of one.
  ///
  /// @param id the schedule
  /// @param effectiveFrom from when the rates are in force; not in the past
  /// @param tiers the rates of tier 0 to 9
  record Announce(FeeScheduleId id, LedgerTime effectiveFrom, List<FeeRates> tiers)
      implements FeeCommand {}
}
