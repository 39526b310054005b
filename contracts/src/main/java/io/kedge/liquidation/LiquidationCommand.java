package io.kedge.liquidation;

import io.kedge.contract.Command;
import io.kedge.kernel.InstrumentId;

/// What may be asked about liquidation.
public sealed interface LiquidationCommand extends Command {
  /// Winds an issue up (C-54).
  ///
  /// @param issue which issue
  record Liquidate(InstrumentId issue) implements LiquidationCommand {}
}
