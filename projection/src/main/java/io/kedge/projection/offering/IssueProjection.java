package io.kedge.projection.offering;

import static io.kedge.projection.jooq.Tables.INSTRUMENTS;
import static io.kedge.projection.jooq.Tables.ISSUES;
import static io.kedge.projection.jooq.Tables.LIQUIDATIONS;
import static io.kedge.projection.jooq.Tables.VOUCHERS;

import io.kedge.contract.Event;
import io.kedge.issue.Issue;
import io.kedge.issue.IssueEvent;
import io.kedge.issue.IssueStatus;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.VoucherId;
import io.kedge.liquidation.LiquidationEvent;
import io.kedge.note.Instrument;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import io.kedge.projection.jooq.tables.records.IssuesRecord;
import io.kedge.voucher.Voucher;
import io.kedge.voucher.VoucherEvent;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.jooq.TableField;

/// Issues with their figures: units in open vouchers, units whose goods were taken, units whose
/// vouchers expired (C-52, C-53, C-55), and their liquidation.
final class IssueProjection implements Projection {
  private static final Set<String> VOUCHER_TAGS =
      Set.of("voucher.issued", "voucher.delivered", "voucher.expired");

  @Override
  public String name() {
    return "issue";
  }

  @Override
  public Set<String> tags() {
    var tags = new TreeSet<>(IssueEvent.FORMAT.tags());
    tags.addAll(LiquidationEvent.FORMAT.tags());
    tags.addAll(VOUCHER_TAGS);
    return tags;
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition position) {
    if (VOUCHER_TAGS.contains(event.tag())) {
      count(db, VoucherEvent.decode(event.body()), position);
    } else if (LiquidationEvent.FORMAT.tags().contains(event.tag())) {
      switch (LiquidationEvent.decode(event.body())) {
        case LiquidationEvent.Liquidated done -> liquidate(db, done, position);
      }
    } else {
      issue(db, IssueEvent.decode(event.body()), position);
    }
  }

  private static void issue(DSLContext db, IssueEvent event, EventPosition position) {
    switch (event) {
      case IssueEvent.Proposed(var issue) -> propose(db, issue, position);
      case IssueEvent.Confirmed(var id, var _, var _, var _) ->
          db.update(ISSUES)
              .set(ISSUES.STATUS, IssueStatus.CONFIRMED.name())
              .set(ISSUES.CONFIRMED_AT, position.time().millis())
              .set(ISSUES.HEIGHT, position.height())
              .where(ISSUES.ID.eq(id.value()))
              .execute();
      case IssueEvent.Ended(var id, var status) -> end(db, id.value(), status, position);
      case IssueEvent.Shrunk(var id, long units, var _, var _) ->
          db.update(ISSUES)
              .set(ISSUES.UNITS, units)
              .set(ISSUES.HEIGHT, position.height())
              .where(ISSUES.ID.eq(id.value()))
              .execute();
    }
  }

  private static void propose(DSLContext db, Issue issue, EventPosition position) {
    db.insertInto(ISSUES)
        .set(ISSUES.ID, issue.id().value())
        .set(ISSUES.SYMBOL, issue.symbol())
        .set(ISSUES.ASSET, issue.asset().value())
        .set(ISSUES.RATIO, issue.ratio())
        .set(ISSUES.UNITS, issue.units())
        .set(ISSUES.ISSUER, issue.issuer().value())
        .set(ISSUES.VENUE, issue.venue().map(PartyId::value).orElse(null))
        .set(ISSUES.STATEMENT, issue.statement().value())
        .set(ISSUES.STATUS, issue.status().name())
        .set(ISSUES.PROPOSED_AT, position.time().millis())
        .set(ISSUES.HEIGHT, position.height())
        .execute();
    db.insertInto(INSTRUMENTS)
        .set(INSTRUMENTS.ID, issue.id().value())
        .set(INSTRUMENTS.KIND, Instrument.Kind.ISSUE.name())
        .set(INSTRUMENTS.SYMBOL, issue.symbol())
        .set(INSTRUMENTS.ASSET, issue.asset().value())
        .set(INSTRUMENTS.DIGITS, 0)
        .set(INSTRUMENTS.HEIGHT, position.height())
        .execute();
  }

  private static void end(DSLContext db, String id, IssueStatus status, EventPosition position) {
    db.update(ISSUES)
        .set(ISSUES.STATUS, status.name())
        .set(ISSUES.ENDED_AT, position.time().millis())
        .set(ISSUES.HEIGHT, position.height())
        .where(ISSUES.ID.eq(id))
        .execute();
  }

  private static void liquidate(
      DSLContext db, LiquidationEvent.Liquidated done, EventPosition position) {
    end(db, done.issue().value(), IssueStatus.LIQUIDATED, position);
    db.insertInto(LIQUIDATIONS)
        .set(LIQUIDATIONS.ISSUE, done.issue().value())
        .set(LIQUIDATIONS.TAKEN, done.taken())
        .set(LIQUIDATIONS.EXPIRED, done.expired())
        .set(LIQUIDATIONS.BY_PARTY, position.command().by().orElseThrow().value())
        .set(LIQUIDATIONS.AT, position.time().millis())
        .set(LIQUIDATIONS.COMMAND_ID, position.commandId().hex())
        .set(LIQUIDATIONS.HEIGHT, position.height())
        .execute();
  }

  private static void count(DSLContext db, VoucherEvent event, EventPosition position) {
    switch (event) {
      case VoucherEvent.Issued(Voucher voucher) when voucher.predecessor().isEmpty() ->
          db.update(ISSUES)
              .set(ISSUES.OPEN_VOUCHERS, ISSUES.OPEN_VOUCHERS.plus(voucher.units()))
              .set(ISSUES.HEIGHT, position.height())
              .where(ISSUES.ID.eq(voucher.issue().value()))
              .execute();
      case VoucherEvent.Delivered(var id, var _, var _, var _, var _) ->
          close(db, id, ISSUES.TAKEN, position);
      case VoucherEvent.Expired(var id, var _) -> close(db, id, ISSUES.EXPIRED, position);
      case VoucherEvent.Issued _,
          VoucherEvent.Divided _,
          VoucherEvent.HandoverDeclined _,
          VoucherEvent.Honoured _,
          VoucherEvent.Corrected _ -> {}
    }
  }

  private static void close(
      DSLContext db, VoucherId id, TableField<IssuesRecord, Long> end, EventPosition position) {
    var voucher =
        db.select(VOUCHERS.ISSUE, VOUCHERS.UNITS)
            .from(VOUCHERS)
            .where(VOUCHERS.ID.eq(id.value()))
            .fetchSingle();
    long units = voucher.get(VOUCHERS.UNITS);
    db.update(ISSUES)
        .set(ISSUES.OPEN_VOUCHERS, ISSUES.OPEN_VOUCHERS.minus(units))
        .set(end, end.plus(units))
        .set(ISSUES.HEIGHT, position.height())
        .where(ISSUES.ID.eq(voucher.get(VOUCHERS.ISSUE)))
        .execute();
  }
}
