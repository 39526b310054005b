package io.kedge.server.jobs;

import io.kedge.attestation.AttestationEvent;
import io.kedge.contract.Event;
import io.kedge.freeze.FreezeEvent;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.OfferingId;
import io.kedge.note.NoteEvent;
import io.kedge.offering.Offering;
import io.kedge.offering.OfferingEvent;
import io.kedge.offering.Offerings;
import io.kedge.offering.Schedule;
import io.kedge.subscription.SubscriptionEvent;
import io.kedge.voucher.Voucher;
import io.kedge.voucher.VoucherEvent;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Enters jobs for everything that has a time, and ends those whose subject has ended.
@Component
@Order(40)
final class JobWork implements BlockWork {
  /// How long ahead people are warned, the longest first.
  static final long[] WARNINGS = {7 * 86_400_000L, 86_400_000L};

  @Override
  public void apply(DSLContext db, WorkBlock block) {
    for (WorkBlock.WorkCommand command : block.commands()) {
      for (Event event : command.events()) {
        String tag = event.tag();
        switch (tag.substring(0, tag.indexOf('.'))) {
          case "offering" -> offering(db, block, OfferingEvent.decode(event.body()));
          case "subscription" -> subscription(db, block, event);
          case "lock" -> lock(db, block, NoteEvent.decode(event.body()));
          case "voucher" -> voucher(db, block, VoucherEvent.decode(event.body()));
          case "attestation" -> statement(db, block, AttestationEvent.decode(event.body()));
          case "freeze" -> freeze(db, block, FreezeEvent.decode(event.body()));
          default -> {}
        }
      }
    }
  }

  private static void offering(DSLContext db, WorkBlock block, OfferingEvent event) {
    OfferingId id =
        switch (event) {
          case OfferingEvent.Announced(var offering) -> offering.id();
          case OfferingEvent.Decreed(var decreed, _) -> decreed;
          case OfferingEvent.Ended(var ended, _, _, _) -> ended;
        };
    Offerings.find(block.ledger().view(), id).ifPresent(found -> stages(db, block, found));
  }

  /// The jobs of an offering as it is now; the state may be further on than the block, and the
  /// blocks to come say the same again.
  private static void stages(DSLContext db, WorkBlock block, Offering offering) {
    if (offering.status().isOff() && offering.endedAt().isPresent()) {
      dropStages(db, block, offering);
      return;
    }
    Schedule times = offering.schedule();
    if (offering.status().isOff()) {
      dropStages(db, block, offering);
      put(db, block, JobKind.ALLOTMENT, offering, block.time());
      return;
    }
    put(db, block, JobKind.SUBSCRIPTION_OPENING, offering, times.subscription().opens());
    put(db, block, JobKind.SUBSCRIPTION_CLOSING, offering, times.subscription().closes());
    if (offering.endedAt().isEmpty()) {
      put(db, block, JobKind.ALLOTMENT, offering, times.subscription().closes());
    }
    put(db, block, JobKind.TRADING_OPENING, offering, times.trading().opens());
    put(db, block, JobKind.TRADING_CLOSING, offering, times.trading().closes());
    put(db, block, JobKind.REDEMPTION_OPENING, offering, times.redemption().opens());
    put(db, block, JobKind.REDEMPTION_CLOSING, offering, times.redemption().closes());
    put(db, block, JobKind.FORCED_REDEMPTION, offering, times.redemption().closes());
    if (offering.collateral().isPresent()) {
      put(db, block, JobKind.COLLATERAL_RELEASE, offering, times.redemption().closes());
    }
    for (long ahead : WARNINGS) {
      long at = times.redemption().closes().millis() - ahead;
      if (at > times.redemption().opens().millis()) {
        Jobs.put(
            db,
            block.ledger().name(),
            JobKind.REDEMPTION_WARNING,
            offering.id().value() + "#" + ahead,
            Optional.of(offering.issue().value()),
            LedgerTime.of(at));
      }
    }
  }

  private static void put(
      DSLContext db, WorkBlock block, JobKind kind, Offering offering, LedgerTime due) {
    Jobs.put(
        db,
        block.ledger().name(),
        kind,
        offering.id().value(),
        Optional.of(offering.issue().value()),
        due);
  }

  private static void dropStages(DSLContext db, WorkBlock block, Offering offering) {
    db.execute(
        "update kedge.job set state = 'DONE', done_at = ? where ledger = ? and issue = ?"
            + " and state = 'WAITING' and (subject = ? or subject like ?)"
            + " and (kind <> 'ALLOTMENT' or ?)",
        block.time().millis(),
        block.ledger().name(),
        offering.issue().value(),
        offering.id().value(),
        offering.id().value() + "#%",
        offering.endedAt().isPresent());
  }

  private static void subscription(DSLContext db, WorkBlock block, Event event) {
    if (event.tag().equals("subscription.setAside")
        && SubscriptionEvent.decode(event.body())
            instanceof SubscriptionEvent.SetAside(var application)) {
      Jobs.put(
          db,
          block.ledger().name(),
          JobKind.LATE_SETTLEMENT,
          application.offering().value() + "#" + application.beneficialOwner().value(),
          Optional.empty(),
          block.time());
    }
  }

  private static void lock(DSLContext db, WorkBlock block, NoteEvent event) {
    if (event instanceof NoteEvent.Locked(var lock) && lock.purpose().expires()) {
      Jobs.put(
          db,
          block.ledger().name(),
          JobKind.LOCK_EXPIRY,
          lock.id().value(),
          Optional.of(lock.amount().instrument().value()),
          lock.expiry());
    } else if (event instanceof NoteEvent.Ended(var id, _)) {
      Jobs.drop(db, block.ledger().name(), JobKind.LOCK_EXPIRY, id.value(), block.time());
    }
  }

  private static void voucher(DSLContext db, WorkBlock block, VoucherEvent event) {
    switch (event) {
      case VoucherEvent.Issued(Voucher voucher) -> voucher(db, block, voucher);
      case VoucherEvent.Divided(var id) -> endVoucher(db, block, id.value());
      case VoucherEvent.Delivered delivered -> endVoucher(db, block, delivered.id().value());
      case VoucherEvent.Expired(var id, _) -> endVoucher(db, block, id.value());
      case VoucherEvent.HandoverDeclined _, VoucherEvent.Honoured _, VoucherEvent.Corrected _ -> {}
    }
  }

  private static void voucher(DSLContext db, WorkBlock block, Voucher voucher) {
    String ledger = block.ledger().name();
    var issue = Optional.of(voucher.issue().value());
    String id = voucher.id().value();
    Jobs.put(db, ledger, JobKind.VOUCHER_EXPIRY, id, issue, voucher.expiresAt());
    for (long ahead : WARNINGS) {
      long at = voucher.expiresAt().millis() - ahead;
      if (at > voucher.createdAt().millis()) {
        Jobs.put(db, ledger, JobKind.VOUCHER_WARNING, id + "#" + ahead, issue, LedgerTime.of(at));
      }
    }
  }

  private static void endVoucher(DSLContext db, WorkBlock block, String voucher) {
    String ledger = block.ledger().name();
    Jobs.drop(db, ledger, JobKind.VOUCHER_EXPIRY, voucher, block.time());
    for (long ahead : WARNINGS) {
      Jobs.drop(db, ledger, JobKind.VOUCHER_WARNING, voucher + "#" + ahead, block.time());
    }
  }

  private static void statement(DSLContext db, WorkBlock block, AttestationEvent event) {
    String ledger = block.ledger().name();
    switch (event) {
      case AttestationEvent.Filed(var statement) ->
          Jobs.put(
              db,
              ledger,
              JobKind.STATEMENT_LAPSE,
              statement.id().value(),
              Optional.empty(),
              statement.deadline().plusMillis(1));
      case AttestationEvent.TookEffect(var id, _) ->
          Jobs.drop(db, ledger, JobKind.STATEMENT_LAPSE, id.value(), block.time());
      case AttestationEvent.Declined(var id, _, _) ->
          Jobs.drop(db, ledger, JobKind.STATEMENT_LAPSE, id.value(), block.time());
      case AttestationEvent.Withdrawn(var id, _) ->
          Jobs.drop(db, ledger, JobKind.STATEMENT_LAPSE, id.value(), block.time());
      case AttestationEvent.Attested _ -> {}
    }
  }

  /// What a freeze kept from being done is looked at again as soon as it ends.
  private static void freeze(DSLContext db, WorkBlock block, FreezeEvent event) {
    if (event instanceof FreezeEvent.Unfrozen) {
      db.execute(
          "update kedge.job set next_at = least(next_at, ?) where ledger = ?"
              + " and state = 'WAITING' and code = 'freeze.FROZEN'",
          block.time().millis(),
          block.ledger().name());
    }
  }
}
