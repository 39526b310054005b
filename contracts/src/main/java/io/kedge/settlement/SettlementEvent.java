package io.kedge.settlement;

import io.kedge.contract.DomainEvent;
import io.kedge.contract.EventFormat;
import io.kedge.fee.FeeSide;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LockId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;

/// What may happen in settlement beside the movement of notes.
public sealed interface SettlementEvent extends DomainEvent {
  /// How each of them is read.
  EventFormat<SettlementEvent> FORMAT =
      EventFormat.<SettlementEvent>empty()
          .with(
              "settlement.filled",
              1,
              in ->
                  new Filled(
                      new LockId(in.text()),
                      new LockId(in.text()),
                      new PartyId(in.text()),
                      new PartyId(in.text()),
                      new InstrumentId(in.text()),
                      in.i64(),
                      new InstrumentId(in.text()),
                      in.i64(),
                      in.name(FeeSide.class),
                      in.i64(),
                      in.i64()));

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException where it is none of these events, or damaged
  static SettlementEvent decode(Bytes body) {
    return FORMAT.decode(body);
  }

  /// Two orders traded.
  ///
  /// @param sell the selling order, by the lock it began with
  /// @param buy the buying order, by the lock it began with
  /// @param seller who sold
  /// @param buyer who bought
  /// @param issue what
  /// @param units how many
  /// @param cash paid with what
  /// @param price per unit, the limit of the earlier order
  /// @param sellerSide maker where the seller's order was the earlier one
  /// @param sellerFee what the seller was charged
  /// @param buyerFee what the buyer was charged
  record Filled(
      LockId sell,
      LockId buy,
      PartyId seller,
      PartyId buyer,
      InstrumentId issue,
      long units,
      InstrumentId cash,
      long price,
      FeeSide sellerSide,
      long sellerFee,
      long buyerFee)
      implements SettlementEvent {
    @Override
    public Bytes encoded() {
      return new Wire("settlement.filled", 1)
          .text(sell.value())
          .text(buy.value())
          .text(seller.value())
          .text(buyer.value())
          .text(issue.value())
          .i64(units)
          .text(cash.value())
          .i64(price)
          .name(sellerSide)
          .i64(sellerFee)
          .i64(buyerFee)
          .bytes();
    }
  }
}
