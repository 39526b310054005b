package io.kedge.server.notification;

import io.kedge.attestation.AttestationEvent;
import io.kedge.attestation.Statements;
import io.kedge.cash.Cash;
import io.kedge.cash.CashEvent;
import io.kedge.cash.CashKinds;
import io.kedge.contract.Event;
import io.kedge.contract.LedgerView;
import io.kedge.freeze.FreezeEvent;
import io.kedge.freeze.FreezeSubject;
import io.kedge.gift.GiftEvent;
import io.kedge.issue.Issues;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.note.Lock;
import io.kedge.note.LockEnd;
import io.kedge.note.LockPurpose;
import io.kedge.note.NoteEvent;
import io.kedge.offering.AllotmentRule;
import io.kedge.offering.Offering;
import io.kedge.offering.OfferingStatus;
import io.kedge.offering.Offerings;
import io.kedge.party.PartyEvent;
import io.kedge.server.jobs.BlockWork;
import io.kedge.server.jobs.WorkBlock;
import io.kedge.settlement.SettlementEvent;
import io.kedge.subscription.Application;
import io.kedge.subscription.SubscriptionEvent;
import io.kedge.voucher.VoucherEvent;
import io.kedge.voucher.Vouchers;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Tells parties what the log says of them. What is older than a week when it is read, because a
/// database is built again, is not told again.
@Component
@Order(20)
final class NoticeWork implements BlockWork {
  private static final long OLD_MILLIS = 7 * 86_400_000L;

  /// What one event is told with.
  ///
  /// @param db the transaction
  /// @param block the block
  /// @param id of the event: height, command, number
  private record Telling(DSLContext db, WorkBlock block, String id) {
    LedgerView view() {
      return block.ledger().view();
    }

    Notice notice(PartyId party, NoticeKind kind, String subject) {
      return Notice.of(
          block.ledger().name(), party.value(), id, kind, subject, block.time().millis());
    }

    void tell(Notice notice) {
      Outbox.tell(db, notice);
    }

    String symbol(InstrumentId instrument) {
      return Issues.find(view(), instrument)
          .map(issue -> issue.symbol())
          .orElse(instrument.value());
    }

    String money(InstrumentId cash, long units) {
      Optional<Cash> kind = CashKinds.find(view(), cash);
      return kind.map(
              known ->
                  BigDecimal.valueOf(units, known.digits()).toPlainString()
                      + " "
                      + known.currency())
          .orElse(units + " " + cash.value());
    }
  }

  @Override
  public void apply(DSLContext db, WorkBlock block) {
    if (block.time().millis() < block.ledger().now().millis() - OLD_MILLIS) {
      return;
    }
    int index = 0;
    for (WorkBlock.WorkCommand command : block.commands()) {
      refused(db, block, command);
      int n = 0;
      for (Event event : command.events()) {
        event(new Telling(db, block, block.height() + "." + index + "." + n), event);
        n++;
      }
      index++;
    }
  }

  private static void refused(DSLContext db, WorkBlock block, WorkBlock.WorkCommand command) {
    if (command.accepted() || command.header().isEmpty()) {
      return;
    }
    var header = command.header().get();
    Outbox.tell(
        db,
        Notice.of(
                block.ledger().name(),
                header.by().value(),
                command.id().hex(),
                NoticeKind.COMMAND_REFUSED,
                command.id().hex(),
                block.time().millis())
            .with("type", header.type().name())
            .with("code", command.code()));
  }

  private static void event(Telling telling, Event event) {
    String tag = event.tag();
    switch (tag.substring(0, tag.indexOf('.'))) {
      case "party" -> party(telling, PartyEvent.decode(event.body()));
      case "attestation" -> statement(telling, AttestationEvent.decode(event.body()));
      case "subscription" -> subscription(telling, SubscriptionEvent.decode(event.body()));
      case "settlement" -> filled(telling, SettlementEvent.decode(event.body()));
      case "lock" -> lock(telling, NoteEvent.decode(event.body()));
      case "gift" -> gift(telling, GiftEvent.decode(event.body()));
      case "cash" -> cash(telling, CashEvent.decode(event.body()));
      case "voucher" -> voucher(telling, VoucherEvent.decode(event.body()));
      case "freeze" -> freeze(telling, FreezeEvent.decode(event.body()));
      default -> {}
    }
  }

  private static void party(Telling telling, PartyEvent event) {
    switch (event) {
      case PartyEvent.Verified(var party, _, _) ->
          telling.tell(telling.notice(party.id(), NoticeKind.PARTY_VERIFIED, party.id().value()));
      case PartyEvent.Declined(var party, _, var reason) ->
          telling.tell(
              telling
                  .notice(party.id(), NoticeKind.PARTY_DECLINED, party.id().value())
                  .with("reason", reason));
      default -> {}
    }
  }

  private static void statement(Telling telling, AttestationEvent event) {
    switch (event) {
      case AttestationEvent.Filed(var statement) ->
          statement.slots().stream()
              .flatMap(slot -> slot.party().stream())
              .distinct()
              .forEach(
                  party ->
                      telling.tell(
                          telling
                              .notice(party, NoticeKind.STATEMENT_WAITING, statement.id().value())
                              .with("until", statement.deadline().millis())));
      case AttestationEvent.TookEffect(var id, _) ->
          maker(telling, id, NoticeKind.STATEMENT_EFFECTIVE, "");
      case AttestationEvent.Declined(var id, _, var reason) ->
          maker(telling, id, NoticeKind.STATEMENT_DECLINED, reason);
      case AttestationEvent.Attested _, AttestationEvent.Withdrawn _ -> {}
    }
  }

  private static void maker(Telling telling, StatementId id, NoticeKind kind, String reason) {
    Statements.find(telling.view(), id)
        .ifPresent(
            statement ->
                telling.tell(
                    telling.notice(statement.maker(), kind, id.value()).with("reason", reason)));
  }

  private static void subscription(Telling telling, SubscriptionEvent event) {
    switch (event) {
      case SubscriptionEvent.Settled(var application, long paid, long fee, long refunded) ->
          settled(telling, application, Math.addExact(paid, fee), refunded);
      case SubscriptionEvent.SetAside(var application) -> {
        Offering offering = Offerings.require(telling.view(), application.offering());
        telling.tell(
            telling
                .notice(
                    application.party(),
                    NoticeKind.SUBSCRIPTION_SET_ASIDE,
                    application.offering().value())
                .with("symbol", telling.symbol(offering.issue())));
      }
      default -> {}
    }
  }

  /// Tells the applicant what came of the application, and by which rule it was cut down.
  private static void settled(Telling telling, Application application, long paid, long refunded) {
    Offering offering = Offerings.require(telling.view(), application.offering());
    boolean off = offering.status().isOff();
    NoticeKind kind =
        off
            ? NoticeKind.SUBSCRIPTION_REFUNDED
            : application.allotted() < application.units()
                ? NoticeKind.SUBSCRIPTION_CUT
                : NoticeKind.SUBSCRIPTION_ALLOTTED;
    InstrumentId cash = offering.terms().cash();
    AllotmentRule rule =
        offering.terms().subscription().tranches().get(application.tranche()).rule();
    telling.tell(
        telling
            .notice(application.party(), kind, application.offering().value())
            .with("symbol", telling.symbol(offering.issue()))
            .with("asked", application.units())
            .with("allotted", application.allotted())
            .with("paid", telling.money(cash, paid))
            .with("refunded", telling.money(cash, refunded))
            .with("rule", name(rule))
            .with("why", offering.status() == OfferingStatus.CANCELLED ? "CANCELLED" : "FAILED"));
  }

  private static String name(AllotmentRule rule) {
    return switch (rule) {
      case AllotmentRule.FirstCome _ -> "FIRST_COME";
      case AllotmentRule.ProRata _ -> "PRO_RATA";
      case AllotmentRule.Lottery _ -> "LOTTERY";
      case AllotmentRule.Hybrid _ -> "HYBRID";
    };
  }

  private static void filled(Telling telling, SettlementEvent event) {
    switch (event) {
      case SettlementEvent.Filled filled -> {
        fill(telling, filled, filled.seller(), filled.sell().value(), filled.sellerFee());
        fill(telling, filled, filled.buyer(), filled.buy().value(), filled.buyerFee());
      }
    }
  }

  private static void fill(
      Telling telling, SettlementEvent.Filled filled, PartyId party, String order, long fee) {
    telling.tell(
        telling
            .notice(party, NoticeKind.ORDER_FILLED, order)
            .with("symbol", telling.symbol(filled.issue()))
            .with("units", filled.units())
            .with("price", telling.money(filled.cash(), filled.price()))
            .with("fee", telling.money(filled.cash(), fee)));
  }

  /// An order that ran out. The lock is not in the state any more; the books still have it, since
  /// they are written after this.
  private static void lock(Telling telling, NoteEvent event) {
    if (!(event instanceof NoteEvent.Ended(var id, var how)) || how != LockEnd.EXPIRED) {
      return;
    }
    Record row =
        telling
            .db()
            .fetchOne(
                "select instrument, owner, purpose, units from kedge.work_lock"
                    + " where ledger = ? and lock = ?",
                telling.block().ledger().name(),
                id.value());
    if (row == null) {
      return; // made and ended in one block
    }
    var purpose = LockPurpose.valueOf(text(row, "purpose"));
    if (purpose == LockPurpose.SELL_ORDER || purpose == LockPurpose.BUY_ORDER) {
      var instrument = new InstrumentId(text(row, "instrument"));
      long units = Objects.requireNonNull(row.get("units", Long.class));
      telling.tell(
          telling
              .notice(new PartyId(text(row, "owner")), NoticeKind.ORDER_EXPIRED, id.value())
              .with("symbol", telling.symbol(instrument))
              .with("units", telling.money(instrument, units)));
    }
  }

  private static String text(Record row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  private static void gift(Telling telling, GiftEvent event) {
    switch (event) {
      case GiftEvent.Offered(var id, var to) ->
          Lock.find(telling.view(), id)
              .ifPresent(
                  lock ->
                      telling.tell(
                          telling
                              .notice(to, NoticeKind.GIFT_WAITING, id.value())
                              .with("symbol", telling.symbol(lock.amount().instrument()))
                              .with("units", lock.amount().units())
                              .with("until", lock.expiry().millis())));
      case GiftEvent.Given given ->
          telling.tell(
              telling
                  .notice(given.to(), NoticeKind.GIFT_RECEIVED, given.from().value())
                  .with("symbol", telling.symbol(given.amount().instrument()))
                  .with("units", given.amount().units()));
      case GiftEvent.Declined(var id) -> giver(telling, id.value());
      case GiftEvent.Revoked _ -> {}
    }
  }

  private static void giver(Telling telling, String lock) {
    Record row =
        telling
            .db()
            .fetchOne(
                "select owner from kedge.work_lock where ledger = ? and lock = ?",
                telling.block().ledger().name(),
                lock);
    if (row != null) {
      telling.tell(telling.notice(new PartyId(text(row, "owner")), NoticeKind.GIFT_DECLINED, lock));
    }
  }

  private static void cash(Telling telling, CashEvent event) {
    switch (event) {
      case CashEvent.Deposited(var deposit) ->
          telling.tell(
              telling
                  .notice(deposit.holder(), NoticeKind.CASH_RECEIVED, deposit.bank().reference())
                  .with(
                      "amount",
                      telling.money(deposit.amount().instrument(), deposit.amount().units()))
                  .with("reference", deposit.bank().reference()));
      case CashEvent.WithdrawalRejected(var id, var reason) -> {
        Record row =
            telling
                .db()
                .fetchOne(
                    "select owner from kedge.work_lock where ledger = ? and lock = ?",
                    telling.block().ledger().name(),
                    id.value());
        if (row != null) {
          telling.tell(
              telling
                  .notice(
                      new PartyId(text(row, "owner")), NoticeKind.WITHDRAWAL_REJECTED, id.value())
                  .with("reason", reason));
        }
      }
      default -> {}
    }
  }

  private static void voucher(Telling telling, VoucherEvent event) {
    switch (event) {
      case VoucherEvent.Issued(var voucher) ->
          telling.tell(
              telling
                  .notice(voucher.holder(), NoticeKind.VOUCHER_ISSUED, voucher.id().value())
                  .with("symbol", telling.symbol(voucher.issue()))
                  .with("units", voucher.units())
                  .with("until", voucher.expiresAt().millis()));
      case VoucherEvent.Delivered delivered ->
          holder(telling, delivered.id().value(), NoticeKind.GOODS_DELIVERED)
              .ifPresent(
                  notice ->
                      telling.tell(
                          notice
                              .with("handed", delivered.handed())
                              .with("shortage", delivered.shortage())));
      case VoucherEvent.HandoverDeclined declined ->
          holder(telling, declined.id().value(), NoticeKind.HANDOVER_DECLINED)
              .ifPresent(notice -> telling.tell(notice.with("reason", declined.reason())));
      case VoucherEvent.Expired(var id, long paid) ->
          holder(telling, id.value(), NoticeKind.VOUCHER_EXPIRED)
              .ifPresent(
                  notice -> telling.tell(notice.with("outcome", paid > 0 ? "PAID" : "FORFEIT")));
      case VoucherEvent.Divided _, VoucherEvent.Honoured _, VoucherEvent.Corrected _ -> {}
    }
  }

  private static Optional<Notice> holder(Telling telling, String voucher, NoticeKind kind) {
    return Vouchers.find(telling.view(), new io.kedge.kernel.VoucherId(voucher))
        .map(found -> telling.notice(found.holder(), kind, voucher));
  }

  private static void freeze(Telling telling, FreezeEvent event) {
    switch (event) {
      case FreezeEvent.Frozen(var subject, _, _, var order) ->
          frozen(telling, subject, NoticeKind.PARTY_FROZEN, order.reason());
      case FreezeEvent.Unfrozen(var subject, _, _, var order) ->
          frozen(telling, subject, NoticeKind.PARTY_UNFROZEN, order.reason());
    }
  }

  private static void frozen(
      Telling telling, FreezeSubject subject, NoticeKind kind, String reason) {
    if (subject.kind() == FreezeSubject.Kind.PARTY) {
      telling.tell(
          telling.notice(new PartyId(subject.id()), kind, subject.id()).with("reason", reason));
    }
  }
}
