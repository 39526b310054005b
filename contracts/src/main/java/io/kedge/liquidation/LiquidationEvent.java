package io.kedge.liquidation;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Wire;

/// What may happen in a liquidation.
public sealed interface LiquidationEvent {
  /// The event's hashed binary form.
  Bytes encoded();

  /// An issue was wound up.
  ///
  /// @param issue which
  /// @param taken units whose goods were taken
  /// @param expired units whose vouchers expired
  record Liquidated(InstrumentId issue, long taken, long expired) implements LiquidationEvent {
    @Override
    public Bytes encoded() {
      return new Wire("liquidation.liquidated", 1)
          .text(issue.value())
          .i64(taken)
          .i64(expired)
          .bytes();
    }
  }
}
