package io.kedge.projection.voucher;

import static io.kedge.projection.jooq.Tables.VOUCHERS;
import static io.kedge.projection.jooq.Tables.VOUCHER_RIGHTS;

import io.kedge.contract.Event;
import io.kedge.kernel.Digest;
import io.kedge.kernel.VoucherId;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import io.kedge.projection.jooq.tables.records.VoucherActsRecord;
import io.kedge.projection.jooq.tables.records.VouchersRecord;
import io.kedge.voucher.Correction;
import io.kedge.voucher.Voucher;
import io.kedge.voucher.VoucherEvent;
import io.kedge.voucher.VoucherRight;
import java.util.Set;
import org.jooq.DSLContext;

/// Vouchers, their rights, and everything that was done with them (C-42 to C-51).
final class VoucherProjection implements Projection {
  private static final String FORCED = "redemption.force/";

  @Override
  public String name() {
    return "voucher";
  }

  @Override
  public Set<String> tags() {
    return VoucherEvent.FORMAT.tags();
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition position) {
    switch (VoucherEvent.decode(event.body())) {
      case VoucherEvent.Issued(var voucher) -> issued(db, voucher, position);
      case VoucherEvent.Divided(var id) -> {
        var row = new VouchersRecord();
        row.setState("DIVIDED");
        row.setEndedAt(position.time().millis());
        change(db, id, row, position);
        act(db, id, "DIVIDED", new VoucherActsRecord(), position);
      }
      case VoucherEvent.Delivered delivered -> delivered(db, delivered, position);
      case VoucherEvent.HandoverDeclined(var id, var _, String reason) -> {
        var act = new VoucherActsRecord();
        act.setReason(reason);
        act(db, id, "HANDOVER_DECLINED", act, position);
      }
      case VoucherEvent.Honoured(var id, String right, long times) ->
          honoured(db, id, right, times, position);
      case VoucherEvent.Expired(var id, long paid) -> {
        var row = new VouchersRecord();
        row.setState("EXPIRED");
        row.setEndedAt(position.time().millis());
        row.setPaid(paid);
        change(db, id, row, position);
        var act = new VoucherActsRecord();
        act.setPaid(paid);
        act(db, id, "EXPIRED", act, position);
      }
      case VoucherEvent.Corrected(var agreed, String reason) ->
          corrected(db, agreed, reason, position);
    }
  }

  private static void issued(DSLContext db, Voucher voucher, EventPosition position) {
    boolean divided = voucher.predecessor().isPresent();
    var row = new VouchersRecord();
    row.setId(voucher.id().value());
    row.setHolder(voucher.holder().value());
    row.setPerson(voucher.person().map(Digest::hex).orElse(null));
    row.setIssue(voucher.issue().value());
    row.setOffering(voucher.offering().value());
    row.setAsset(voucher.asset().value());
    row.setUnits(voucher.units());
    row.setRatio(voucher.ratio());
    row.setCreatedAt(voucher.createdAt().millis());
    row.setExpiresAt(voucher.expiresAt().millis());
    row.setPredecessor(voucher.predecessor().map(VoucherId::value).orElse(null));
    row.setRedeemedAt(divided ? null : position.time().millis());
    row.setForced(!divided && position.command().type().startsWith(FORCED));
    row.setState(voucher.state().label());
    row.setCorrections(0);
    row.setCommandId(position.commandId().hex());
    row.setHeight(position.height());
    db.executeInsert(row);
    int n = 0;
    for (VoucherRight right : voucher.rights()) {
      db.insertInto(VOUCHER_RIGHTS)
          .set(VOUCHER_RIGHTS.VOUCHER, voucher.id().value())
          .set(VOUCHER_RIGHTS.N, n++)
          .set(VOUCHER_RIGHTS.TYPE, right.type())
          .set(VOUCHER_RIGHTS.HOLDER, right.holder().value())
          .set(VOUCHER_RIGHTS.TOTAL, right.total())
          .set(VOUCHER_RIGHTS.HONOURED, right.honoured())
          .execute();
    }
    act(db, voucher.id(), "ISSUED", new VoucherActsRecord(), position);
  }

  private static void delivered(
      DSLContext db, VoucherEvent.Delivered delivered, EventPosition position) {
    var row = new VouchersRecord();
    row.setState("COMPLETED");
    row.setEndedAt(position.time().millis());
    row.setWarehouse(delivered.warehouse().value());
    row.setHanded(delivered.handed());
    row.setShortage(delivered.shortage());
    change(db, delivered.id(), row, position);
    var act = new VoucherActsRecord();
    act.setHanded(delivered.handed());
    act.setShortage(delivered.shortage());
    act.setLots(delivered.lots().toArray(String[]::new));
    act(db, delivered.id(), "DELIVERED", act, position);
  }

  /// The holder of the right is who sent the command.
  private static void honoured(
      DSLContext db, VoucherId id, String right, long times, EventPosition position) {
    String holder = position.command().by().orElseThrow().value();
    var first =
        db.select(VOUCHER_RIGHTS.N)
            .from(VOUCHER_RIGHTS)
            .where(VOUCHER_RIGHTS.VOUCHER.eq(id.value()))
            .and(VOUCHER_RIGHTS.TYPE.eq(right))
            .and(VOUCHER_RIGHTS.HOLDER.eq(holder))
            .orderBy(VOUCHER_RIGHTS.N)
            .limit(1);
    db.update(VOUCHER_RIGHTS)
        .set(VOUCHER_RIGHTS.HONOURED, VOUCHER_RIGHTS.HONOURED.plus(times))
        .where(VOUCHER_RIGHTS.VOUCHER.eq(id.value()))
        .and(VOUCHER_RIGHTS.N.eq(first))
        .execute();
    change(db, id, new VouchersRecord(), position);
    var act = new VoucherActsRecord();
    act.setRightType(right);
    act.setTimes(times);
    act(db, id, "HONOURED", act, position);
  }

  private static void corrected(
      DSLContext db, Correction agreed, String reason, EventPosition position) {
    var row = new VouchersRecord();
    row.setHanded(agreed.handed());
    row.setShortage(agreed.shortage());
    row.setCorrections(agreed.number());
    change(db, agreed.voucher(), row, position);
    var act = new VoucherActsRecord();
    act.setHanded(agreed.handed());
    act.setShortage(agreed.shortage());
    act.setReason(reason);
    act(db, agreed.voucher(), "CORRECTED", act, position);
  }

  private static void change(
      DSLContext db, VoucherId id, VouchersRecord row, EventPosition position) {
    row.setHeight(position.height());
    db.update(VOUCHERS).set(row).where(VOUCHERS.ID.eq(id.value())).execute();
  }

  private static void act(
      DSLContext db, VoucherId id, String kind, VoucherActsRecord act, EventPosition position) {
    act.setHeight(position.height());
    act.setCommandIndex(position.command().index());
    act.setN(position.n());
    act.setVoucher(id.value());
    act.setKind(kind);
    act.setByParty(position.command().by().orElseThrow().value());
    act.setAt(position.time().millis());
    act.setCommandId(position.commandId().hex());
    db.executeInsert(act);
  }
}
