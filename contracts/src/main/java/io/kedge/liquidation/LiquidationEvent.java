package io.kedge.liquidation;

import io.kedge.contract.DomainEvent;
import io.kedge.contract.EventFormat;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Wire;

/// What may happen in a liquidation.
public sealed interface LiquidationEvent extends DomainEvent {
  /// How each of them is read.
  EventFormat<LiquidationEvent> FORMAT =
      EventFormat.<LiquidationEvent>empty()
          .with(
              "liquidation.liquidated",
              1,
              in -> new Liquidated(new InstrumentId(in.text()), in.i64(), in.i64()));

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException where it is none of these events, or damaged
  static LiquidationEvent decode(Bytes body) {
    return FORMAT.decode(body);
  }

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
