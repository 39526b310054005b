package io.kedge.order;

import io.kedge.contract.Command;
import io.kedge.fee.Fees;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import java.util.List;
import java.util.Optional;

/// What may be asked of orders.
public sealed interface OrderCommand extends Command {
  /// Places an order.
  ///
  /// @param issue what is bought or sold
  /// @param side sell or buy
  /// @param limit the worst price per unit, in minor units of the offering's cash, at least 1
  /// @param units how many, at least 1
  /// @param expiry until when the order stands
  /// @param maxFeePpm the highest fee rate that is accepted
  /// @param counterparty the only party to trade with
  /// @param executor who may settle it: the offering's operator, or the counterparty
  /// @param inputs notes to lock: units for a sale, cash for a purchase; the rest comes back
  /// @param venueSequence reserved; refused where present
  record Place(
      InstrumentId issue,
      OrderSide side,
      long limit,
      long units,
      LedgerTime expiry,
      int maxFeePpm,
      Optional<PartyId> counterparty,
      PartyId executor,
      List<NoteId> inputs,
      Optional<Long> venueSequence)
      implements OrderCommand {

    /// What the order locks when it is placed: units, or cash with the most its fee can come to.
    ///
    /// @throws ArithmeticException where it does not fit 64 bits
    public long locked() {
      return switch (side) {
        case SELL -> units;
        case BUY -> {
          long price = Math.multiplyExact(limit, units);
          yield Math.addExact(price, Fees.ceil(maxFeePpm, price));
        }
      };
    }
  }

  /// Ends an order; what it locked comes back.
  ///
  /// @param lock the order's lock
  record Cancel(LockId lock) implements OrderCommand {}

  /// Makes an order smaller; it keeps its place in time.
  ///
  /// @param lock the order's lock
  /// @param units by how many, at least 1
  record Reduce(LockId lock, long units) implements OrderCommand {}
}
