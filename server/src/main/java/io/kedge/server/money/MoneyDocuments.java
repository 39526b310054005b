package io.kedge.server.money;

import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.money.statement.Amounts;
import io.kedge.server.money.statement.Papers;
import io.kedge.server.money.statement.Sheet;
import io.kedge.server.money.statement.SheetCsv;
import io.kedge.server.money.statement.SheetExcel;
import io.kedge.server.money.statement.SheetPdf;
import io.kedge.server.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Record;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// Papers as files, and the journal for bookkeeping (日记账).
@Component
class MoneyDocuments {
  private static final int JOURNAL_MAX = 50_000;
  private static final String BANK = "1002 bank";
  private static final String CUSTOMERS = "2241 customers";
  private static final String OWN = "2241 agent";
  private static final String SUSPENSE = "2241 suspense";
  private static final String PDF = "application/pdf";
  private static final String CSV = "text/csv;charset=UTF-8";
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final Store store;
  private final InstantSource clock = InstantSource.system();

  MoneyDocuments(Store store) {
    this.store = store;
  }

  /// A sheet as a file.
  ///
  /// @param format `pdf`, `xlsx` or `csv`
  /// @param name of the file, without its ending
  ResponseEntity<byte[]> file(Sheet sheet, String format, String name) {
    var safe = name.replaceAll("[^A-Za-z0-9._-]", "_") + "." + format;
    return switch (format) {
      case "pdf" -> file(SheetPdf.bytes(sheet, clock.instant()), PDF, safe);
      case "xlsx" -> file(SheetExcel.bytes(sheet), XLSX, safe);
      case "csv" -> file(SheetCsv.bytes(sheet), CSV, safe);
      default -> throw new Problem(ProblemCode.MALFORMED, "format: pdf, xlsx or csv");
    };
  }

  private static ResponseEntity<byte[]> file(byte[] bytes, String kind, String name) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, kind)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .body(bytes);
  }

  /// A reconciliation as a sheet.
  Sheet sheet(Papers papers, TrustAccount account, Reconciliations.Kept kept) {
    var result = kept.result();
    var digits = account.digits();
    var rows = new ArrayList<Sheet.Row>();
    for (var line : result.lines()) {
      rows.add(
          new Sheet.Row(
              List.of(
                  text(papers.word("difference." + line.kind().name())),
                  text(line.reference()),
                  text(line.detail()),
                  new Sheet.Cell.Amount(line.units(), digits)),
              ""));
    }
    return papers.table(
        "reconciliation.title",
        account.owner() + "  " + account.number(),
        List.of(
            fact("reconciliation.day", result.day().toString()),
            fact("reconciliation.verdict", papers.word("verdict." + result.verdict().name())),
            fact("reconciliation.bank", Amounts.text(result.bankUnits(), digits)),
            fact("reconciliation.notes", Amounts.text(result.notesUnits(), digits)),
            fact("reconciliation.unexplained", Amounts.text(result.unexplained(), digits)),
            fact("reconciliation.shortfall", Amounts.text(result.shortfall(), digits)),
            fact("height", Long.toString(kept.height())),
            fact("reconciliation.made", moment(kept.madeAt()) + " " + kept.madeBy())),
        List.of(
            new Papers.Head("reconciliation.kind", 30, false),
            new Papers.Head("reconciliation.reference", 30, false),
            new Papers.Head("reconciliation.detail", 25, false),
            new Papers.Head("reconciliation.units", 18, true)),
        rows);
  }

  /// The journal of an account over days: every booking with its two sides.
  Sheet journal(Papers papers, TrustAccount account, LocalDate from, LocalDate to) {
    var entries =
        store
            .db()
            .fetch(
                "select e.*, d.party, d.state, d.command from kedge.money_entry e left join"
                    + " kedge.money_deposit d on d.entry = e.id where e.account = ? and"
                    + " e.booked_on between ? and ? order by e.booked_on, e.id limit ?",
                account.id(),
                from,
                to,
                JOURNAL_MAX + 1);
    if (entries.size() > JOURNAL_MAX) throw MoneyRefusal.TOO_MANY_MOVEMENTS.problem(JOURNAL_MAX);
    var rows = entries.map(e -> booking(account, e));
    return papers.table(
        "journal.title",
        account.owner() + "  " + account.number() + "  " + from + " – " + to,
        List.of(),
        List.of(
            new Papers.Head("journal.booked", 11, false),
            new Papers.Head("journal.reference", 20, false),
            new Papers.Head("journal.kind", 14, false),
            new Papers.Head("journal.debit", 15, false),
            new Papers.Head("journal.credit", 15, false),
            new Papers.Head("journal.amount", 15, true),
            new Papers.Head("journal.currency", 7, false),
            new Papers.Head("journal.party", 14, false),
            new Papers.Head("journal.state", 12, false),
            new Papers.Head("journal.statement", 16, false),
            new Papers.Head("journal.command", 24, false)),
        rows);
  }

  private static Sheet.Row booking(TrustAccount account, Record e) {
    var credit = Columns.truth(e, "credit");
    var kind = EntryKind.valueOf(Columns.text(e, "kind"));
    var known = Columns.maybeText(e, "party");
    var other = otherSide(kind, known.isPresent());
    return new Sheet.Row(
        List.of(
            text(Columns.maybeDay(e, "booked_on").map(LocalDate::toString).orElse("")),
            text(Columns.text(e, "reference")),
            text(kind.name()),
            text(credit ? BANK : other),
            text(credit ? other : BANK),
            new Sheet.Cell.Amount(Columns.number(e, "units"), account.digits()),
            text(account.currency()),
            text(known.orElse("")),
            text(Columns.maybeText(e, "state").orElse("")),
            text(Columns.maybeText(e, "statement").orElse("")),
            text(Columns.maybeText(e, "command").orElse(""))),
        "");
  }

  private static String otherSide(EntryKind kind, boolean partyKnown) {
    return switch (kind) {
      case DEPOSIT, PAYMENT_RETURNED -> partyKnown ? CUSTOMERS : SUSPENSE;
      case PAYMENT -> CUSTOMERS;
      case CHARGE, INTEREST, COVER -> OWN;
      case RECALL, UNKNOWN_DEBIT -> SUSPENSE;
    };
  }

  /// The language of a request: Chinese unless it asks for English.
  static Papers papers(Locale locale) {
    return Papers.in(locale.getLanguage().equals("en") ? "en" : "zh-CN");
  }

  private static Sheet.Fact fact(String label, String value) {
    return new Sheet.Fact(label, value);
  }

  private static Sheet.Cell text(String text) {
    return new Sheet.Cell.Text(text);
  }

  private static String moment(Instant at) {
    return at.toString();
  }

  /// How many rows a page has.
  static int limit(Optional<Integer> asked) {
    return Math.clamp(asked.orElse(50), 1, 200);
  }
}
