package io.kedge.order;

import io.kedge.fee.OrderFees;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LockId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.Optional;

/// What an order's owner signed and what has become of it since: the terms of its lock. When the
/// order was placed is the lock's `createdAt`, when it expires the lock's `expiry`.
///
/// At any time `units = open + filled + cancelled`, what was cancelled being the rest.
///
/// @param side sell or buy
/// @param issue what is bought or sold
/// @param cash what is paid with
/// @param limit the worst price per unit, in minor units of cash, at least 1
/// @param units how many units were asked for, at least 1
/// @param open how many are still to be traded
/// @param filled how many were traded
/// @param maxFeePpm the highest fee rate the owner accepts
/// @param counterparty the only party to trade with; none where anybody will do
/// @param fees what was charged so far
/// @param first the lock the order began with; none in that lock itself
/// @param venueSequence reserved for the sequence number of an order book; always absent here
public record OrderTerms(
    OrderSide side,
    InstrumentId issue,
    InstrumentId cash,
    long limit,
    long units,
    long open,
    long filled,
    int maxFeePpm,
    Optional<PartyId> counterparty,
    OrderFees fees,
    Optional<LockId> first,
    Optional<Long> venueSequence) {
  private static final String TAG = "kedge.order";

  /// Checks the ranges.
  public OrderTerms {
    if (limit < 1 || units < 1 || open < 0 || filled < 0 || open > units - filled) {
      throw new IllegalArgumentException("order terms out of range");
    }
  }

  /// Of an order that is being placed.
  static OrderTerms placed(OrderCommand.Place place, InstrumentId cash) {
    return new OrderTerms(
        place.side(),
        place.issue(),
        cash,
        place.limit(),
        place.units(),
        place.units(),
        0,
        place.maxFeePpm(),
        place.counterparty(),
        OrderFees.NONE,
        Optional.empty(),
        Optional.empty());
  }

  /// What the order's lock holds: the open units of a sale; for a purchase their price at the limit
  /// and the most that may be charged in fees (trading.md §5.7).
  ///
  /// @throws ArithmeticException where it does not fit 64 bits
  public long locked() {
    return switch (side) {
      case SELL -> open;
      case BUY -> {
        long price = Math.multiplyExact(limit, open);
        yield Math.addExact(price, fees.reserve(maxFeePpm, price));
      }
    };
  }

  /// The terms after a fill.
  ///
  /// @param traded units that changed hands
  /// @param charged the order's fees with this fill
  public OrderTerms filled(long traded, OrderFees charged) {
    return new OrderTerms(
        side,
        issue,
        cash,
        limit,
        units,
        open - traded,
        filled + traded,
        maxFeePpm,
        counterparty,
        charged,
        first,
        venueSequence);
  }

  /// The terms with fewer open units.
  OrderTerms reduced(long less) {
    return new OrderTerms(
        side,
        issue,
        cash,
        limit,
        units,
        open - less,
        filled,
        maxFeePpm,
        counterparty,
        fees,
        first,
        venueSequence);
  }

  /// The terms in a successor's lock, which names where the order began.
  ///
  /// @param began the lock it began with
  public OrderTerms since(LockId began) {
    return new OrderTerms(
        side,
        issue,
        cash,
        limit,
        units,
        open,
        filled,
        maxFeePpm,
        counterparty,
        fees,
        Optional.of(began),
        venueSequence);
  }

  /// The lock's terms.
  public Bytes encoded() {
    var wire =
        new Wire(TAG, 1)
            .name(side)
            .text(issue.value())
            .text(cash.value())
            .i64(limit)
            .i64(units)
            .i64(open)
            .i64(filled)
            .u32(maxFeePpm)
            .option(counterparty, (w, party) -> w.text(party.value()));
    fees.write(wire);
    return wire.option(first, (w, lock) -> w.text(lock.value()))
        .option(venueSequence, Wire::i64)
        .bytes();
  }

  /// Reads what [#encoded] wrote.
  public static OrderTerms decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var terms =
        new OrderTerms(
            in.name(OrderSide.class),
            new InstrumentId(in.text()),
            new InstrumentId(in.text()),
            in.i64(),
            in.i64(),
            in.i64(),
            in.i64(),
            in.u32(),
            in.option(r -> new PartyId(r.text())),
            OrderFees.read(in),
            in.option(r -> new LockId(r.text())),
            in.option(WireReader::i64));
    in.end();
    return terms;
  }
}
