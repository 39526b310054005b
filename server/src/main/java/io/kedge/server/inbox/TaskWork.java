package io.kedge.server.inbox;

import io.kedge.asset.Asset;
import io.kedge.asset.Assets;
import io.kedge.attestation.AttestationEvent;
import io.kedge.attestation.Slot;
import io.kedge.attestation.Statement;
import io.kedge.attestation.Statements;
import io.kedge.cash.CashEvent;
import io.kedge.cash.CashKinds;
import io.kedge.contract.Event;
import io.kedge.contract.LedgerView;
import io.kedge.gift.GiftEvent;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.kernel.VoucherId;
import io.kedge.note.Lock;
import io.kedge.note.NoteEvent;
import io.kedge.offering.Draw;
import io.kedge.offering.Offering;
import io.kedge.offering.OfferingEvent;
import io.kedge.offering.Offerings;
import io.kedge.party.PartyEvent;
import io.kedge.party.Role;
import io.kedge.server.jobs.BlockWork;
import io.kedge.server.jobs.WorkBlock;
import io.kedge.subscription.SubscriptionEvent;
import io.kedge.voucher.Voucher;
import io.kedge.voucher.VoucherEvent;
import io.kedge.voucher.VoucherRight;
import io.kedge.voucher.VoucherState;
import io.kedge.voucher.Vouchers;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Keeps the list of what waits for whom. An event names a subject; what waits there is read from
/// the state, which may be further on than the block, so that a later event only says it again.
@Component
@Order(30)
final class TaskWork implements BlockWork {
  @Override
  public void apply(DSLContext db, WorkBlock block) {
    var rows = new TaskRows(db, block);
    for (WorkBlock.WorkCommand command : block.commands()) {
      for (Event event : command.events()) {
        String tag = event.tag();
        switch (tag.substring(0, tag.indexOf('.'))) {
          case "party" -> party(rows, PartyEvent.decode(event.body()));
          case "attestation" -> statement(rows, AttestationEvent.decode(event.body()));
          case "gift" -> gift(rows, GiftEvent.decode(event.body()));
          case "lock" -> lock(rows, NoteEvent.decode(event.body()));
          case "cash" -> cash(rows, CashEvent.decode(event.body()));
          case "voucher" -> voucher(rows, VoucherEvent.decode(event.body()));
          case "offering" -> offering(rows, OfferingEvent.decode(event.body()));
          case "lottery" -> revealed(rows, SubscriptionEvent.decode(event.body()));
          default -> {}
        }
      }
    }
  }

  private static LedgerView view(TaskRows rows) {
    return rows.block().ledger().view();
  }

  private static void party(TaskRows rows, PartyEvent event) {
    switch (event) {
      case PartyEvent.Registered(var party, _, _) -> {
        String id = party.id().value();
        rows.put(
            new TaskRows.Entry(
                TaskKind.VERIFY_PARTY, id, id, rows.block().time(), Optional.empty()),
            Role.OPERATOR);
      }
      case PartyEvent.Verified(var party, _, _) -> decided(rows, party.id());
      case PartyEvent.Declined(var party, _, _) -> decided(rows, party.id());
      case PartyEvent.Closed(var party, _, _) -> decided(rows, party.id());
      default -> {}
    }
  }

  private static void decided(TaskRows rows, PartyId party) {
    rows.drop(TaskKind.VERIFY_PARTY, party.value(), Optional.empty());
  }

  private static void statement(TaskRows rows, AttestationEvent event) {
    StatementId id =
        switch (event) {
          case AttestationEvent.Filed(var statement) -> statement.id();
          case AttestationEvent.Attested(var statement, _, _, _) -> statement;
          case AttestationEvent.TookEffect(var statement, _) -> statement;
          case AttestationEvent.Declined(var statement, _, _) -> statement;
          case AttestationEvent.Withdrawn(var statement, _) -> statement;
        };
    rows.drop(id.value());
    Statements.find(view(rows), id)
        .filter(Statement::open)
        .ifPresent(statement -> slots(rows, statement));
  }

  private static void slots(TaskRows rows, Statement statement) {
    for (int i = 0; i < statement.slots().size(); i++) {
      int index = i;
      Slot slot = statement.slots().get(i);
      if (statement.signatures().stream().noneMatch(signature -> signature.slot() == index)) {
        rows.put(
            new TaskRows.Entry(
                TaskKind.ATTEST,
                statement.id().value(),
                statement.kind() + " " + statement.subject(),
                statement.filedAt(),
                Optional.of(statement.deadline())),
            slot.party(),
            slot.role());
      }
    }
  }

  private static void gift(TaskRows rows, GiftEvent event) {
    if (event instanceof GiftEvent.Offered(var id, var to)) {
      Lock.find(view(rows), id)
          .ifPresent(
              lock ->
                  rows.put(
                      new TaskRows.Entry(
                          TaskKind.ACCEPT_GIFT,
                          id.value(),
                          lock.amount().units() + " " + lock.amount().instrument().value(),
                          rows.block().time(),
                          Optional.of(lock.expiry())),
                      to));
    }
  }

  private static void lock(TaskRows rows, NoteEvent event) {
    if (event instanceof NoteEvent.Ended(var id, _)) {
      rows.drop(id.value());
    }
  }

  private static void cash(TaskRows rows, CashEvent event) {
    if (event instanceof CashEvent.WithdrawalAsked(var id, _, var amount, _)
        && Lock.find(view(rows), id).isPresent()) {
      rows.put(
          new TaskRows.Entry(
              TaskKind.PAY_OUT,
              id.value(),
              amount.units() + " " + amount.instrument().value(),
              rows.block().time(),
              Optional.empty()),
          CashKinds.require(view(rows), amount.instrument()).clearingAgent());
    }
  }

  private static void voucher(TaskRows rows, VoucherEvent event) {
    VoucherId id =
        switch (event) {
          case VoucherEvent.Issued(var voucher) -> voucher.id();
          case VoucherEvent.Divided(var divided) -> divided;
          case VoucherEvent.Delivered delivered -> delivered.id();
          case VoucherEvent.HandoverDeclined declined -> declined.id();
          case VoucherEvent.Honoured honoured -> honoured.id();
          case VoucherEvent.Expired expired -> expired.id();
          case VoucherEvent.Corrected corrected -> corrected.agreed().voucher();
        };
    rows.drop(id.value());
    Vouchers.find(view(rows), id).ifPresent(voucher -> waiting(rows, voucher));
  }

  private static void waiting(TaskRows rows, Voucher voucher) {
    boolean open = voucher.state() instanceof VoucherState.Open;
    if (open) {
      String about = voucher.units() + " " + voucher.issue().value();
      rows.put(entry(TaskKind.PICK_UP, voucher, about), voucher.holder());
      Asset asset = Assets.require(view(rows), voucher.asset());
      Stream.of(asset.owner(), asset.custodian())
          .distinct()
          .forEach(party -> rows.put(entry(TaskKind.DELIVER, voucher, about), party));
    }
    if (open || voucher.state() instanceof VoucherState.Completed) {
      for (VoucherRight right : voucher.rights()) {
        if (right.left() > 0) {
          rows.put(
              entry(TaskKind.HONOUR, voucher, right.left() + " " + right.type()), right.holder());
        }
      }
    }
  }

  private static TaskRows.Entry entry(TaskKind kind, Voucher voucher, String about) {
    return new TaskRows.Entry(
        kind, voucher.id().value(), about, voucher.createdAt(), Optional.of(voucher.expiresAt()));
  }

  /// Who committed to a draw reveals after the close of subscription.
  private static void offering(TaskRows rows, OfferingEvent event) {
    OfferingId id =
        switch (event) {
          case OfferingEvent.Announced(var announced) -> announced.id();
          case OfferingEvent.Decreed(var decreed, _) -> decreed;
          case OfferingEvent.Ended(var ended, _, _, _) -> ended;
        };
    Offerings.find(view(rows), id).ifPresent(offering -> draw(rows, offering));
  }

  private static void draw(TaskRows rows, Offering offering) {
    Optional<Draw> draw = offering.terms().subscription().draw();
    if (offering.endedAt().isPresent() || offering.status().isOff()) {
      rows.drop(offering.id().value());
    } else if (draw.isPresent()) {
      var entry =
          new TaskRows.Entry(
              TaskKind.REVEAL_SECRET,
              offering.id().value(),
              offering.issue().value(),
              offering.schedule().subscription().closes(),
              Optional.of(offering.schedule().revealDeadline()));
      rows.put(entry, offering.issuer());
      rows.put(entry, draw.get().regulator());
    }
  }

  private static void revealed(TaskRows rows, SubscriptionEvent event) {
    if (event instanceof SubscriptionEvent.Revealed(var offering, var by, _, _)) {
      rows.drop(TaskKind.REVEAL_SECRET, offering.value(), Optional.of(by));
    }
  }
}
