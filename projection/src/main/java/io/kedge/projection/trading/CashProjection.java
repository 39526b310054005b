package io.kedge.projection.trading;

import static io.kedge.projection.jooq.Tables.DEPOSITS;
import static io.kedge.projection.jooq.Tables.DEPOSIT_CORRECTIONS;
import static io.kedge.projection.jooq.Tables.INSTRUMENTS;
import static io.kedge.projection.jooq.Tables.WITHDRAWALS;

import io.kedge.cash.Cash;
import io.kedge.cash.CashEvent;
import io.kedge.cash.Deposit;
import io.kedge.contract.Event;
import io.kedge.kernel.Json;
import io.kedge.kernel.LockId;
import io.kedge.note.Instrument;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/// Kinds of cash, deposits, their corrections, and withdrawals.
final class CashProjection implements Projection {
  @Override
  public String name() {
    return "cash";
  }

  @Override
  public Set<String> tags() {
    return CashEvent.FORMAT.tags();
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition position) {
    switch (CashEvent.decode(event.body())) {
      case CashEvent.Defined(var cash) -> defined(db, cash, position);
      case CashEvent.Deposited(var deposit) -> deposited(db, deposit, position);
      case CashEvent.WithdrawalAsked asked -> asked(db, asked, position);
      case CashEvent.PaidOut(var lock, var bank) -> {
        end(db, lock, "PAID_OUT", position);
        db.update(WITHDRAWALS)
            .set(WITHDRAWALS.BANK, bank.bank())
            .set(WITHDRAWALS.REFERENCE, bank.reference())
            .where(WITHDRAWALS.ID.eq(lock.value()))
            .execute();
      }
      case CashEvent.WithdrawalRejected(var lock, String reason) -> {
        end(db, lock, "REJECTED", position);
        db.update(WITHDRAWALS)
            .set(WITHDRAWALS.REASON, reason)
            .where(WITHDRAWALS.ID.eq(lock.value()))
            .execute();
      }
      case CashEvent.Corrected corrected -> corrected(db, corrected, position);
    }
  }

  private static void defined(DSLContext db, Cash cash, EventPosition position) {
    var names = Json.Obj.empty();
    for (Map.Entry<String, String> name : cash.names().wordings().entrySet()) {
      names = names.with(name.getKey(), name.getValue());
    }
    db.insertInto(INSTRUMENTS)
        .set(INSTRUMENTS.ID, cash.id().value())
        .set(INSTRUMENTS.KIND, Instrument.Kind.CASH.name())
        .set(INSTRUMENTS.SYMBOL, cash.currency())
        .set(INSTRUMENTS.DIGITS, cash.digits())
        .set(INSTRUMENTS.CLEARING_AGENT, cash.clearingAgent().value())
        .set(INSTRUMENTS.NAMES, JSONB.jsonb(names.write()))
        .set(INSTRUMENTS.HEIGHT, position.height())
        .execute();
  }

  private static void deposited(DSLContext db, Deposit deposit, EventPosition position) {
    db.insertInto(DEPOSITS)
        .set(DEPOSITS.HEIGHT, position.height())
        .set(DEPOSITS.COMMAND_INDEX, position.command().index())
        .set(DEPOSITS.BANK, deposit.bank().bank())
        .set(DEPOSITS.REFERENCE, deposit.bank().reference())
        .set(DEPOSITS.CASH, deposit.amount().instrument().value())
        .set(DEPOSITS.UNITS, deposit.amount().units())
        .set(DEPOSITS.HOLDER, deposit.holder().value())
        .set(DEPOSITS.CORRECTED, deposit.corrected())
        .set(DEPOSITS.AT, position.time().millis())
        .set(DEPOSITS.COMMAND_ID, position.commandId().hex())
        .execute();
  }

  private static void asked(
      DSLContext db, CashEvent.WithdrawalAsked asked, EventPosition position) {
    db.insertInto(WITHDRAWALS)
        .set(WITHDRAWALS.ID, asked.lock().value())
        .set(WITHDRAWALS.HOLDER, asked.holder().value())
        .set(WITHDRAWALS.CASH, asked.amount().instrument().value())
        .set(WITHDRAWALS.UNITS, asked.amount().units())
        .set(WITHDRAWALS.ACCOUNT, asked.account().hex())
        .set(WITHDRAWALS.STATE, "ASKED")
        .set(WITHDRAWALS.ASKED_AT, position.time().millis())
        .set(WITHDRAWALS.COMMAND_ID, position.commandId().hex())
        .set(WITHDRAWALS.HEIGHT, position.height())
        .execute();
  }

  private static void end(DSLContext db, LockId lock, String state, EventPosition position) {
    db.update(WITHDRAWALS)
        .set(WITHDRAWALS.STATE, state)
        .set(WITHDRAWALS.ENDED_AT, position.time().millis())
        .set(WITHDRAWALS.HEIGHT, position.height())
        .where(WITHDRAWALS.ID.eq(lock.value()))
        .execute();
  }

  /// A booking that was wholly taken back may be minted again: the youngest deposit is meant.
  private static void corrected(
      DSLContext db, CashEvent.Corrected corrected, EventPosition position) {
    Deposit deposit = corrected.deposit();
    var booking =
        DEPOSITS
            .BANK
            .eq(deposit.bank().bank())
            .and(DEPOSITS.REFERENCE.eq(deposit.bank().reference()));
    var youngest =
        db.select(DEPOSITS.HEIGHT, DEPOSITS.COMMAND_INDEX)
            .from(DEPOSITS)
            .where(booking)
            .orderBy(DEPOSITS.HEIGHT.desc(), DEPOSITS.COMMAND_INDEX.desc())
            .limit(1)
            .fetchSingle();
    db.update(DEPOSITS)
        .set(DEPOSITS.CORRECTED, deposit.corrected())
        .where(DEPOSITS.HEIGHT.eq(youngest.value1()))
        .and(DEPOSITS.COMMAND_INDEX.eq(youngest.value2()))
        .execute();
    db.insertInto(DEPOSIT_CORRECTIONS)
        .set(DEPOSIT_CORRECTIONS.HEIGHT, position.height())
        .set(DEPOSIT_CORRECTIONS.COMMAND_INDEX, position.command().index())
        .set(DEPOSIT_CORRECTIONS.BANK, deposit.bank().bank())
        .set(DEPOSIT_CORRECTIONS.REFERENCE, deposit.bank().reference())
        .set(DEPOSIT_CORRECTIONS.HOLDER, deposit.holder().value())
        .set(DEPOSIT_CORRECTIONS.CASH, deposit.amount().instrument().value())
        .set(DEPOSIT_CORRECTIONS.UNITS, corrected.units())
        .set(DEPOSIT_CORRECTIONS.REASON, corrected.reason())
        .set(DEPOSIT_CORRECTIONS.CONSENT, corrected.consent().hex())
        .set(DEPOSIT_CORRECTIONS.AT, position.time().millis())
        .set(DEPOSIT_CORRECTIONS.COMMAND_ID, position.commandId().hex())
        .execute();
  }
}
