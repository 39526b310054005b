package io.kedge.server.money;

import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.money.Reconciliation.BankSide;
import io.kedge.server.money.Reconciliation.BookedEntry;
import io.kedge.server.money.Reconciliation.Difference;
import io.kedge.server.money.Reconciliation.LedgerSide;
import io.kedge.server.money.Reconciliation.Line;
import io.kedge.server.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.stereotype.Component;

/// Compares the trust accounts with the notes, and keeps every comparison.
@Component
public class Reconciliations {
  private static final int TRIES = 20;

  private final Store store;
  private final MoneyLedger ledger;
  private final MoneyWork work;

  Reconciliations(Store store, MoneyLedger ledger, MoneyWork work) {
    this.store = store;
    this.ledger = ledger;
    this.work = work;
  }

  /// A comparison as it is kept.
  ///
  /// @param id its number
  /// @param account the trust account
  /// @param height the ledger's block
  /// @param madeAt when
  /// @param madeBy login of who asked for it
  /// @param result what came out
  public record Kept(
      long id, String account, long height, Instant madeAt, String madeBy, Reconciliation result) {}

  /// Compares now and keeps it: the newest statement of the bank, and what was notified since,
  /// against the notes after the newest block.
  ///
  /// @param by login of who asked for it
  /// @throws Problem where the bank has sent no statement yet
  public Kept make(TrustAccount account, String by) {
    work.run(account);
    for (var n = 0; n < TRIES; n++) {
      var moment = ledger.moment(account);
      ledger.awaitVisible(account, moment.height());
      work.see(account);
      var notes = ledger.outstanding(account, moment.view());
      var minted = ledger.minted(account, moment.view());
      if (!ledger.isStill(account, moment)) continue;
      var id =
          store.inTransaction(
              db -> {
                Decisions.lock(db, account);
                var side = new LedgerSide(notes, minted, burned(db, account));
                var result = Reconciliation.of(bankSide(db, account), side);
                return insert(db, account, moment.height(), by, result);
              });
      return kept(account, id);
    }
    throw new Problem(ProblemCode.TOO_SLOW, "the ledger moves too fast; ask again");
  }

  private static BankSide bankSide(DSLContext db, TrustAccount account) {
    var newest =
        db.fetchOptional(
                "select day, closing from kedge.money_statement where account = ? order by day"
                    + " desc, sequence desc nulls last limit 1",
                account.id())
            .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "no statement of the bank yet"));
    var opening =
        db.fetchSingle(
            "select opening from kedge.money_statement where account = ? order by day, sequence"
                + " nulls first limit 1",
            account.id());
    var entries =
        db.fetch(
                "select e.*, d.state, p.kind as ordered_as from kedge.money_entry e left join"
                    + " kedge.money_deposit d on d.entry = e.id left join kedge.money_payment p on"
                    + " e.kind = 'PAYMENT' and p.end_to_end = e.end_to_end where e.account = ?"
                    + " order by e.id",
                account.id())
            .map(Reconciliations::entry);
    return new BankSide(
        Columns.maybeDay(newest, "day").orElseThrow(),
        Columns.number(newest, "closing"),
        Columns.number(opening, "opening"),
        entries);
  }

  private static BookedEntry entry(Record row) {
    var kind = EntryKind.valueOf(Columns.text(row, "kind"));
    var units = Columns.number(row, "units");
    var belongs = Columns.maybeText(row, "belongs_to");
    var state = Columns.maybeText(row, "state").map(DepositState::valueOf);
    var back = Columns.maybeText(row, "ordered_as").filter("RETURN"::equals).isPresent();
    return new BookedEntry(
        Columns.text(row, "reference"),
        kind,
        Columns.truth(row, "credit") ? units : Math.negateExact(units),
        Columns.maybeText(row, "statement").isPresent(),
        belongs,
        back ? Optional.of(DepositState.RETURNED) : state);
  }

  private static Map<String, Long> burned(DSLContext db, TrustAccount account) {
    var burned = new TreeMap<String, Long>();
    db.fetch(
            "select burned_as, units from kedge.money_withdrawal where account = ? and burned_as is"
                + " not null",
            account.id())
        .forEach(r -> burned.put(Columns.text(r, "burned_as"), Columns.number(r, "units")));
    return burned;
  }

  private static long insert(
      DSLContext db, TrustAccount account, long height, String by, Reconciliation result) {
    var id =
        Columns.number(
            db.fetchSingle(
                "insert into kedge.money_reconciliation (account, day, height, bank, notes,"
                    + " unexplained, verdict, shortfall, made_at, made_by) values"
                    + " (?,?,?,?,?,?,?,?,(extract(epoch from now()) * 1000)::bigint,?) returning id",
                account.id(),
                result.day(),
                height,
                result.bankUnits(),
                result.notesUnits(),
                result.unexplained(),
                result.verdict().name(),
                result.shortfall(),
                by),
            "id");
    var n = 0;
    for (var line : result.lines()) {
      db.execute(
          "insert into kedge.money_difference (reconciliation, n, kind, reference, units, detail)"
              + " values (?,?,?,?,?,?)",
          id,
          n++,
          line.kind().name(),
          line.reference(),
          line.units(),
          line.detail());
    }
    return id;
  }

  /// One that was kept.
  Kept kept(TrustAccount account, long id) {
    var db = store.db();
    var row =
        db.fetchOptional(
                "select * from kedge.money_reconciliation where account = ? and id = ?",
                account.id(),
                id)
            .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "no reconciliation " + id));
    var lines =
        db.fetch("select * from kedge.money_difference where reconciliation = ? order by n", id)
            .map(
                r ->
                    new Line(
                        Difference.valueOf(Columns.text(r, "kind")),
                        Columns.text(r, "reference"),
                        Columns.number(r, "units"),
                        Columns.text(r, "detail")));
    return new Kept(
        id,
        account.id(),
        Columns.number(row, "height"),
        Instant.ofEpochMilli(Columns.number(row, "made_at")),
        Columns.text(row, "made_by"),
        new Reconciliation(
            Columns.maybeDay(row, "day").orElseThrow(),
            Columns.number(row, "bank"),
            Columns.number(row, "notes"),
            List.copyOf(lines),
            Columns.number(row, "unexplained")));
  }

  /// Those of an account, newest first, without their lines.
  List<Kept> of(TrustAccount account, long before, int limit) {
    return store
        .db()
        .fetch(
            "select id from kedge.money_reconciliation where account = ? and id < ? order by id"
                + " desc limit ?",
            account.id(),
            before,
            limit)
        .map(r -> kept(account, Columns.number(r, "id")));
  }
}
