package io.kedge.projection.trading;

import static io.kedge.projection.jooq.Tables.INSTRUMENTS;
import static io.kedge.projection.jooq.Tables.LOCKS;
import static io.kedge.projection.jooq.Tables.MOVEMENTS;
import static io.kedge.projection.jooq.Tables.OFFERINGS;
import static io.kedge.projection.jooq.Tables.VOUCHERS;

import io.kedge.cash.CashEvent;
import io.kedge.contract.Event;
import io.kedge.gift.GiftEvent;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LockId;
import io.kedge.kernel.VoucherId;
import io.kedge.note.Note;
import io.kedge.note.NoteEvent;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import io.kedge.settlement.SettlementEvent;
import io.kedge.subscription.Application;
import io.kedge.subscription.SubscriptionEvent;
import io.kedge.voucher.VoucherEvent;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;

/// Why value moved: the event of the concept that moved it says who the other side was and what
/// the fee was, and the parts made of it add up to the movement.
final class MovementProjection implements Projection {
  @Override
  public String name() {
    return "movement";
  }

  @Override
  public Set<String> tags() {
    return Set.of(
        "note.created",
        "note.forced",
        "settlement.filled",
        "subscription.settled",
        "cash.minted",
        "cash.paid-out",
        "cash.corrected",
        "gift.given",
        "voucher.issued",
        "voucher.expired");
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition position) {
    var parts = new MovementParts(db, position);
    switch (event.tag()) {
      case "note.created", "note.forced" ->
          note(db, parts, NoteEvent.decode(event.body()), position);
      case "settlement.filled" -> trade(db, parts, SettlementEvent.decode(event.body()));
      case "subscription.settled" -> settled(db, parts, SubscriptionEvent.decode(event.body()));
      case "gift.given" -> gift(parts, GiftEvent.decode(event.body()));
      case "voucher.issued", "voucher.expired" ->
          voucher(db, parts, VoucherEvent.decode(event.body()));
      default -> cash(db, parts, CashEvent.decode(event.body()));
    }
  }

  private static void note(
      DSLContext db, MovementParts parts, NoteEvent event, EventPosition position) {
    if (event instanceof NoteEvent.Created(Note note)) {
      String sender = position.command().by().orElseThrow().value();
      String owner = note.owner().value();
      if (position.command().type().startsWith("note.transfer/") && !owner.equals(sender)) {
        String instrument = note.amount().instrument().value();
        parts.pay(sender, owner, instrument, MovementReason.TRANSFER, note.amount().units(), null);
      }
    } else if (event instanceof NoteEvent.Forced(String reason, var _)) {
      forced(db, parts, reason, position);
    }
  }

  /// A forced move has one giver and one taker, whom the movement itself shows.
  private static void forced(
      DSLContext db, MovementParts parts, String reason, EventPosition position) {
    var moved =
        db.selectFrom(MOVEMENTS)
            .where(MOVEMENTS.HEIGHT.eq(position.height()))
            .and(MOVEMENTS.COMMAND_INDEX.eq(position.command().index()))
            .orderBy(MOVEMENTS.FREE_CHANGE)
            .fetch();
    if (moved.size() == 2) {
      var from = moved.get(0);
      var to = moved.get(1);
      parts.pay(
          from.getParty(),
          to.getParty(),
          to.getInstrument(),
          MovementReason.FORCED_TRANSFER,
          to.getFreeChange(),
          reason);
    }
  }

  private static void trade(DSLContext db, MovementParts parts, SettlementEvent event) {
    switch (event) {
      case SettlementEvent.Filled fill -> {
        String seller = fill.seller().value();
        String buyer = fill.buyer().value();
        String cash = fill.cash().value();
        String operator = operator(db, fill.issue());
        String sell = fill.sell().value();
        String buy = fill.buy().value();
        String issue = fill.issue().value();
        long value = Math.multiplyExact(fill.price(), fill.units());
        parts.add(seller, issue, MovementReason.TRADE, -fill.units(), buyer, sell);
        parts.add(buyer, issue, MovementReason.TRADE, fill.units(), seller, buy);
        parts.add(seller, cash, MovementReason.TRADE, value, buyer, sell);
        parts.add(buyer, cash, MovementReason.TRADE, -value, seller, buy);
        parts.pay(seller, operator, cash, MovementReason.FEE, fill.sellerFee(), sell);
        parts.pay(buyer, operator, cash, MovementReason.FEE, fill.buyerFee(), buy);
      }
    }
  }

  private static String operator(DSLContext db, InstrumentId issue) {
    return db.selectFrom(OFFERINGS)
        .where(OFFERINGS.ISSUE.eq(issue.value()))
        .orderBy(OFFERINGS.ANNOUNCED_AT.desc(), OFFERINGS.HEIGHT.desc())
        .limit(1)
        .fetchSingle()
        .getOperator();
  }

  private static void settled(DSLContext db, MovementParts parts, SubscriptionEvent event) {
    if (event
        instanceof
        SubscriptionEvent.Settled(Application application, long paid, long fee, long _)) {
      Record offering =
          db.select(OFFERINGS.ISSUE, OFFERINGS.ISSUER, OFFERINGS.OPERATOR, OFFERINGS.CASH)
              .from(OFFERINGS)
              .where(OFFERINGS.ID.eq(application.offering().value()))
              .fetchSingle();
      String party = application.party().value();
      String issuer = offering.get(OFFERINGS.ISSUER);
      String cash = offering.get(OFFERINGS.CASH);
      String id = application.offering().value();
      parts.add(
          party,
          offering.get(OFFERINGS.ISSUE),
          MovementReason.ALLOTMENT,
          application.allotted(),
          issuer,
          id);
      parts.pay(party, issuer, cash, MovementReason.SUBSCRIPTION, paid, id);
      parts.pay(party, offering.get(OFFERINGS.OPERATOR), cash, MovementReason.FEE, fee, id);
    }
  }

  private static void gift(MovementParts parts, GiftEvent event) {
    if (event instanceof GiftEvent.Given(var lock, var from, var to, var amount, var _)) {
      parts.pay(
          from.value(),
          to.value(),
          amount.instrument().value(),
          MovementReason.GIFT,
          amount.units(),
          lock.map(LockId::value).orElse(null));
    }
  }

  private static void voucher(DSLContext db, MovementParts parts, VoucherEvent event) {
    if (event instanceof VoucherEvent.Issued(var voucher) && voucher.predecessor().isEmpty()) {
      parts.add(
          voucher.holder().value(),
          voucher.issue().value(),
          MovementReason.REDEMPTION,
          -voucher.units(),
          null,
          voucher.id().value());
    } else if (event instanceof VoucherEvent.Expired(var id, long paid) && paid > 0) {
      expired(db, parts, id, paid);
    }
  }

  private static void expired(DSLContext db, MovementParts parts, VoucherId id, long paid) {
    Record found =
        db.select(VOUCHERS.HOLDER, OFFERINGS.ISSUER, OFFERINGS.CASH)
            .from(VOUCHERS)
            .join(OFFERINGS)
            .on(OFFERINGS.ID.eq(VOUCHERS.OFFERING))
            .where(VOUCHERS.ID.eq(id.value()))
            .fetchSingle();
    parts.pay(
        found.get(OFFERINGS.ISSUER),
        found.get(VOUCHERS.HOLDER),
        found.get(OFFERINGS.CASH),
        MovementReason.EXPIRY_PAYMENT,
        paid,
        id.value());
  }

  private static void cash(DSLContext db, MovementParts parts, CashEvent event) {
    switch (event) {
      case CashEvent.Deposited(var deposit) ->
          parts.add(
              deposit.holder().value(),
              deposit.amount().instrument().value(),
              MovementReason.DEPOSIT,
              deposit.amount().units(),
              agent(db, deposit.amount().instrument()),
              deposit.bank().toString());
      case CashEvent.PaidOut(var lock, var bank) -> {
        var withdrawal = db.selectFrom(LOCKS).where(LOCKS.ID.eq(lock.value())).fetchSingle();
        parts.add(
            withdrawal.getOwner(),
            withdrawal.getInstrument(),
            MovementReason.WITHDRAWAL,
            -withdrawal.getUnits(),
            agent(db, new InstrumentId(withdrawal.getInstrument())),
            bank.toString());
      }
      case CashEvent.Corrected(var deposit, long units, var _, var _) ->
          parts.add(
              deposit.holder().value(),
              deposit.amount().instrument().value(),
              MovementReason.DEPOSIT_CORRECTION,
              -units,
              agent(db, deposit.amount().instrument()),
              deposit.bank().toString());
      case CashEvent.Defined _, CashEvent.WithdrawalAsked _, CashEvent.WithdrawalRejected _ -> {}
    }
  }

  private static String agent(DSLContext db, InstrumentId cash) {
    return db.selectFrom(INSTRUMENTS)
        .where(INSTRUMENTS.ID.eq(cash.value()))
        .fetchSingle()
        .getClearingAgent();
  }
}
