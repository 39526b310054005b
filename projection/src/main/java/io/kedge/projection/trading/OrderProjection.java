package io.kedge.projection.trading;

import static io.kedge.projection.jooq.Tables.ORDERS;
import static io.kedge.projection.jooq.Tables.TRADES;

import io.kedge.contract.Event;
import io.kedge.kernel.LockId;
import io.kedge.kernel.PartyId;
import io.kedge.note.Lock;
import io.kedge.note.LockEnd;
import io.kedge.note.LockPurpose;
import io.kedge.note.NoteEvent;
import io.kedge.order.OrderTerms;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import io.kedge.settlement.SettlementEvent;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Orders and trades. An order goes through several locks: each part-execution or reduction ends
/// one and begins its successor, in one command.
final class OrderProjection implements Projection {
  private static final String OPEN = "OPEN";

  @Override
  public String name() {
    return "order";
  }

  @Override
  public Set<String> tags() {
    return Set.of("lock.created", "lock.ended", "settlement.filled");
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition position) {
    if (event.tag().equals("settlement.filled")) {
      switch (SettlementEvent.decode(event.body())) {
        case SettlementEvent.Filled fill -> filled(db, fill, position);
      }
      return;
    }
    NoteEvent decoded = NoteEvent.decode(event.body());
    if (decoded instanceof NoteEvent.Locked(Lock lock) && isOrder(lock)) {
      locked(db, lock, position);
    } else if (decoded instanceof NoteEvent.Ended(var id, var how)) {
      ended(db, id, how, position);
    }
  }

  private static boolean isOrder(Lock lock) {
    return lock.purpose() == LockPurpose.SELL_ORDER || lock.purpose() == LockPurpose.BUY_ORDER;
  }

  private static void locked(DSLContext db, Lock lock, EventPosition position) {
    OrderTerms terms = OrderTerms.decode(lock.terms());
    if (terms.first().isPresent()) {
      db.update(ORDERS)
          .set(ORDERS.LOCK, lock.id().value())
          .set(ORDERS.OPEN, terms.open())
          .set(ORDERS.FILLED, terms.filled())
          .set(ORDERS.STATE, OPEN)
          .set(ORDERS.CHANGED_AT, position.time().millis())
          .set(ORDERS.HEIGHT, position.height())
          .where(ORDERS.ID.eq(terms.first().get().value()))
          .execute();
      return;
    }
    db.insertInto(ORDERS)
        .set(ORDERS.ID, lock.id().value())
        .set(ORDERS.LOCK, lock.id().value())
        .set(ORDERS.OWNER, lock.owner().value())
        .set(ORDERS.SIDE, terms.side().name())
        .set(ORDERS.ISSUE, terms.issue().value())
        .set(ORDERS.CASH, terms.cash().value())
        .set(ORDERS.LIMIT_PRICE, terms.limit())
        .set(ORDERS.UNITS, terms.units())
        .set(ORDERS.OPEN, terms.open())
        .set(ORDERS.FILLED, terms.filled())
        .set(ORDERS.MAX_FEE_PPM, terms.maxFeePpm())
        .set(ORDERS.COUNTERPARTY, terms.counterparty().map(PartyId::value).orElse(null))
        .set(ORDERS.EXECUTOR, lock.executor().map(PartyId::value).orElse(null))
        .set(ORDERS.STATE, OPEN)
        .set(ORDERS.PLACED_AT, position.time().millis())
        .set(ORDERS.EXPIRY, lock.expiry().millis())
        .set(ORDERS.CHANGED_AT, position.time().millis())
        .set(ORDERS.COMMAND_ID, position.commandId().hex())
        .set(ORDERS.HEIGHT, position.height())
        .execute();
  }

  /// Where a successor follows in the same command, it opens the order again.
  private static void ended(DSLContext db, LockId id, LockEnd how, EventPosition position) {
    boolean executed = how == LockEnd.EXECUTED;
    String state =
        switch (how) {
          case EXECUTED -> "FILLED";
          case RELEASED -> "CANCELLED";
          case EXPIRED -> "EXPIRED";
        };
    db.update(ORDERS)
        .set(ORDERS.FILLED, executed ? ORDERS.FILLED.plus(ORDERS.OPEN) : ORDERS.FILLED)
        .set(ORDERS.OPEN, DSL.val(0L))
        .set(ORDERS.STATE, state)
        .set(ORDERS.CHANGED_AT, position.time().millis())
        .set(ORDERS.HEIGHT, position.height())
        .where(ORDERS.LOCK.eq(id.value()))
        .execute();
  }

  private static void filled(DSLContext db, SettlementEvent.Filled fill, EventPosition position) {
    long value = Math.multiplyExact(fill.price(), fill.units());
    db.insertInto(TRADES)
        .set(TRADES.HEIGHT, position.height())
        .set(TRADES.COMMAND_INDEX, position.command().index())
        .set(TRADES.N, position.n())
        .set(TRADES.SELL, fill.sell().value())
        .set(TRADES.BUY, fill.buy().value())
        .set(TRADES.SELLER, fill.seller().value())
        .set(TRADES.BUYER, fill.buyer().value())
        .set(TRADES.ISSUE, fill.issue().value())
        .set(TRADES.UNITS, fill.units())
        .set(TRADES.CASH, fill.cash().value())
        .set(TRADES.PRICE, fill.price())
        .set(TRADES.VALUE, value)
        .set(TRADES.SELLER_SIDE, fill.sellerSide().name())
        .set(TRADES.SELLER_FEE, fill.sellerFee())
        .set(TRADES.BUYER_FEE, fill.buyerFee())
        .set(TRADES.AT, position.time().millis())
        .set(TRADES.COMMAND_ID, position.commandId().hex())
        .execute();
    charge(db, fill.sell(), value, fill.sellerFee());
    charge(db, fill.buy(), value, fill.buyerFee());
  }

  private static void charge(DSLContext db, LockId order, long value, long fee) {
    db.update(ORDERS)
        .set(ORDERS.TRADED_VALUE, ORDERS.TRADED_VALUE.plus(value))
        .set(ORDERS.FEE, ORDERS.FEE.plus(fee))
        .where(ORDERS.ID.eq(order.value()))
        .execute();
  }
}
