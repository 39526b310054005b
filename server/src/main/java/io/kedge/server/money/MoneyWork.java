package io.kedge.server.money;

import io.kedge.cash.CashEvent;
import io.kedge.kernel.Bytes;
import io.kedge.projection.LedgerSchema;
import io.kedge.server.api.Problem;
import io.kedge.server.money.bank.BankException;
import io.kedge.server.money.bank.BankFile;
import io.kedge.server.money.iso.PaymentOrder;
import io.kedge.server.money.iso.PaymentOrderWriter;
import io.kedge.server.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// What goes on between bank and ledger without anybody: files are fetched, withdrawals are seen,
/// signed mints are handed in, payments are sent, what was paid is burned.
///
/// Every step reads what is to be done from the tables, does it, and writes that it is done. After
/// a crash between the two it is done again: the bank knows the order by its id and the ledger the
/// command by its own, so that nothing happens twice.
@Component
public class MoneyWork {
  private static final Logger LOG = LoggerFactory.getLogger(MoneyWork.class);
  private static final int AT_ONCE = 200;
  private static final int EVENTS_AT_ONCE = 1_000;

  private final Store store;
  private final TrustAccounts accounts;
  private final BankIntake intake;
  private final Decisions decisions;
  private final MoneyLedger ledger;
  private final ReentrantLock turn = new ReentrantLock();

  MoneyWork(
      Store store,
      TrustAccounts accounts,
      BankIntake intake,
      Decisions decisions,
      MoneyLedger ledger) {
    this.store = store;
    this.accounts = accounts;
    this.intake = intake;
    this.decisions = decisions;
    this.ledger = ledger;
  }

  /// Does all that can be done now, for every account.
  public void run() {
    for (var account : accounts.all()) {
      try {
        run(account);
      } catch (BankException | Problem later) {
        LOG.warn("account={} {}", account.id(), later.getMessage());
      }
    }
  }

  /// Does all that can be done now, for one account.
  void run(TrustAccount account) {
    turn.lock();
    try {
      see(account);
      fetch(account);
      mint(account);
      send(account);
      if (account.sandbox() && accounts.sandbox(account).takeOrders() > 0) fetch(account);
      finish(account);
    } finally {
      turn.unlock();
    }
  }

  /// Fetches the files that wait at the bank.
  void fetch(TrustAccount account) {
    var bank = accounts.bank(account);
    for (var file : bank.waiting()) {
      var result = intake.take(account, file);
      LOG.info(
          "account={} file={} outcome={} {}",
          account.id(),
          file.name(),
          result.outcome(),
          result.told());
      if (result.rejected()) {
        bank.rejected(file, result.code().orElse("") + " " + result.told());
      } else {
        bank.taken(file);
      }
    }
  }

  /// Sees what the ledger tells of withdrawals, in its order.
  void see(TrustAccount account) {
    var schema = LedgerSchema.of(ledger.ledger(account).genesis()).name();
    var reads = ledger.reads().db(account.ledger());
    var from = accounts.account(account.id()).seenHeight();
    var until = ledger.reads().height(account.ledger());
    if (until <= from) return;
    var events =
        reads.fetch(
            "select e.height, e.body, b.time from "
                + schema
                + ".events e join "
                + schema
                + ".blocks b on b.height = e.height where e.tag in ('cash.withdrawal',"
                + " 'cash.paid-out', 'cash.withdrawal-rejected') and e.height > ? and e.height <="
                + " ? order by e.height, e.command_index, e.n limit ?",
            from,
            until,
            EVENTS_AT_ONCE);
    var full = events.size() == EVENTS_AT_ONCE;
    // A page that is full may end within a block: that block is read again from its beginning.
    var last = full ? Columns.number(events.getLast(), "height") - 1 : until;
    store.transact(
        db -> {
          for (var event : events) {
            if (Columns.number(event, "height") > last) break;
            seen(db, account, event);
          }
          db.execute(
              "update kedge.money_account set seen_height = ? where id = ?", last, account.id());
        });
    if (full && last > from) see(account);
  }

  private static void seen(DSLContext db, TrustAccount account, Record row) {
    switch (CashEvent.decode(Bytes.of(Columns.bytes(row, "body")))) {
      case CashEvent.WithdrawalAsked asked -> {
        if (asked.amount().instrument().equals(account.cash())) {
          db.execute(
              "insert into kedge.money_withdrawal (lock, account, party, units, commitment, state,"
                  + " detail, asked_at) values (?,?,?,?,?,'ASKED','',?) on conflict do nothing",
              asked.lock().value(),
              account.id(),
              asked.holder().value(),
              asked.amount().units(),
              asked.account().hex(),
              Columns.number(row, "time"));
        }
      }
      case CashEvent.PaidOut paid ->
          db.execute(
              "update kedge.money_withdrawal set state = 'PAID', burned_as = ? where lock = ? and"
                  + " account = ?",
              paid.bank().reference(),
              paid.lock().value(),
              account.id());
      case CashEvent.WithdrawalRejected rejected ->
          db.execute(
              "update kedge.money_withdrawal set state = 'REJECTED', detail = ? where lock = ? and"
                  + " account = ?",
              rejected.reason(),
              rejected.lock().value(),
              account.id());
      case CashEvent.Defined _, CashEvent.Deposited _, CashEvent.Corrected _ -> {}
    }
  }

  /// Hands in the mints that two officers signed.
  void mint(TrustAccount account) {
    for (var row : signed(account, "MINT")) {
      var id = Columns.number(row, "id");
      var reference = Columns.text(row, "subject");
      var command = decisions.signed(store.db(), id, "cash.mint").orElseThrow();
      var answer = ledger.submit(account, command.payload(), command.signatures());
      if (!isFinal(answer.code())) continue;
      store.transact(
          db -> {
            var deposit = Rows.deposit(db, account, reference);
            if (answer.accepted()) {
              EntryBooks.change(db, deposit.entry(), DepositState.MINTED, deposit.detail());
              db.execute(
                  "update kedge.money_deposit set command = ? where entry = ?",
                  answer.id().orElseThrow().hex(),
                  deposit.entry());
            } else {
              var recalled = isRecalled(db, account, reference);
              var state = recalled ? DepositState.RECALLED : DepositState.HELD;
              EntryBooks.change(db, deposit.entry(), state, "the ledger refused: " + answer.code());
              if (recalled) {
                db.execute(
                    "delete from kedge.money_claim where account = ? and deposit = ?",
                    account.id(),
                    reference);
              }
            }
            close(db, id, answer.accepted(), answer.code());
          });
    }
  }

  private static boolean isRecalled(DSLContext db, TrustAccount account, String reference) {
    return db.fetchOptional(
            "select 1 from kedge.money_entry where account = ? and kind = 'RECALL' and belongs_to ="
                + " ?",
            account.id(),
            reference)
        .isPresent();
  }

  /// Sends the payments that were ordered, each as an order of its own.
  void send(TrustAccount account) {
    for (var row :
        store
            .db()
            .fetch(
                "select * from kedge.money_payment where account = ? and state = 'ORDERED' order by"
                    + " ordered_at, end_to_end limit ?",
                account.id(),
                AT_ONCE)) {
      var id = Columns.text(row, "end_to_end");
      accounts.bank(account).send(order(account, row));
      sent(id);
    }
  }

  private void sent(String endToEnd) {
    store
        .db()
        .execute(
            "update kedge.money_payment set state = 'SENT' where end_to_end = ? and state ="
                + " 'ORDERED'",
            endToEnd);
  }

  /// The file of a payment: the same bytes whenever it is made.
  static BankFile order(TrustAccount account, Record row) {
    var id = Columns.text(row, "end_to_end");
    var order =
        new PaymentOrder(
            id,
            Instant.ofEpochSecond(Columns.number(row, "ordered_at") / 1000),
            Columns.maybeDay(row, "execute_on").orElseThrow(),
            account.owner(),
            account.number(),
            account.bic(),
            account.currency(),
            List.of(
                new PaymentOrder.Payment(
                    id,
                    Columns.number(row, "units"),
                    Columns.text(row, "payee"),
                    Columns.text(row, "payee_number"),
                    Columns.text(row, "payee_bic"),
                    Columns.text(row, "remittance"))));
    return new BankFile("pain001-" + id + ".xml", Bytes.of(PaymentOrderWriter.write(order)));
  }

  /// Burns what the bank paid, gives back what it did not pay, and what officers rejected.
  void finish(TrustAccount account) {
    for (var row : signed(account, "PAY")) {
      var payment = payment(Decisions.endToEnd(Columns.text(row, "subject")));
      if (payment.state().equals("SETTLED")) {
        finish(account, row, "cash.payOut", "PAID", payment.reason());
      } else if (payment.state().equals("REJECTED")) {
        finish(account, row, "cash.rejectWithdrawal", "REJECTED", payment.reason());
      }
    }
    for (var row : signed(account, "REJECT")) {
      finish(account, row, "cash.rejectWithdrawal", "REJECTED", Columns.text(row, "reason"));
    }
    returnsRefused(account);
  }

  private record PaymentState(String state, String reason) {}

  private PaymentState payment(String endToEnd) {
    var row =
        store
            .db()
            .fetchSingle(
                "select state, reason from kedge.money_payment where end_to_end = ?", endToEnd);
    return new PaymentState(Columns.text(row, "state"), Columns.text(row, "reason"));
  }

  private void finish(TrustAccount account, Record row, String type, String state, String detail) {
    var id = Columns.number(row, "id");
    var command = decisions.signed(store.db(), id, type).orElseThrow();
    var answer = ledger.submit(account, command.payload(), command.signatures());
    if (!isFinal(answer.code())) return;
    store.transact(
        db -> {
          var lock = Columns.text(row, "subject");
          if (answer.accepted()) {
            Rows.withdrawalState(db, lock, state, detail);
          } else {
            Rows.withdrawalState(db, lock, "STUCK", "the ledger refused: " + answer.code());
          }
          if (answer.accepted() && state.equals("PAID")) {
            db.execute(
                "update kedge.money_withdrawal set burned_as = ? where lock = ?",
                Decisions.endToEnd(lock),
                lock);
          }
          close(db, id, answer.accepted(), answer.code());
        });
  }

  /// A deposit whose return the bank refused waits for officers again.
  private void returnsRefused(TrustAccount account) {
    store
        .db()
        .execute(
            "update kedge.money_deposit d set state = 'HELD', detail = 'the bank refused the"
                + " return: ' || p.reason, version = version + 1 from kedge.money_payment p join"
                + " kedge.money_entry e on e.account = p.account and e.reference = p.subject where"
                + " p.account = ? and p.kind = 'RETURN' and p.state = 'REJECTED' and d.entry = e.id"
                + " and d.state = 'RETURNING' and not exists (select 1 from kedge.money_payment q"
                + " where q.kind = 'RETURN' and q.subject = p.subject and q.account = p.account and"
                + " q.state in ('ORDERED', 'SENT', 'SETTLED'))",
            account.id());
  }

  private List<Record> signed(TrustAccount account, String action) {
    return List.copyOf(
        store
            .db()
            .fetch(
                "select * from kedge.money_decision where account = ? and action = ? and state ="
                    + " 'SIGNED' order by id limit ?",
                account.id(),
                action,
                AT_ONCE));
  }

  private static void close(DSLContext db, long id, boolean accepted, String code) {
    db.execute(
        "update kedge.money_decision set state = ?, code = ? where id = ?",
        accepted ? "DONE" : "REFUSED",
        accepted ? null : code,
        id);
  }

  /// A node that takes nothing now says nothing about the command.
  private static boolean isFinal(String code) {
    return !Objects.requireNonNull(code).startsWith("node.");
  }

  /// Which payments an account has, newest first.
  List<Record> payments(TrustAccount account, Optional<String> state, int limit) {
    return List.copyOf(
        store
            .db()
            .fetch(
                "select * from kedge.money_payment where account = ? and (?::text is null or state"
                    + " = ?) order by ordered_at desc, end_to_end limit ?",
                account.id(),
                state.orElse(null),
                state.orElse(null),
                limit));
  }
}
