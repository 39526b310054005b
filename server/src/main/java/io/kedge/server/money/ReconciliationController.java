package io.kedge.server.money;

import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The proof that the notes equal the trust balance, and the journal for bookkeeping.
@RestController
@RequestMapping("/api/v1/money/accounts/{account}")
class ReconciliationController {
  private final Reconciliations reconciliations;
  private final TrustAccounts accounts;
  private final MoneyDocuments documents;

  ReconciliationController(
      Reconciliations reconciliations, TrustAccounts accounts, MoneyDocuments documents) {
    this.reconciliations = reconciliations;
    this.accounts = accounts;
    this.documents = documents;
  }

  /// One named difference, signed: what the bank has more than the notes because of it.
  record LineView(Reconciliation.Difference kind, String reference, String units, String detail) {}

  /// A reconciliation as it is told. Money in minor units.
  record ReconciliationView(
      String id,
      String account,
      LocalDate day,
      String height,
      String bankUnits,
      String notesUnits,
      String unexplainedUnits,
      String shortfallUnits,
      Reconciliation.Verdict verdict,
      List<LineView> lines,
      String madeAt,
      String madeBy) {
    static ReconciliationView of(Reconciliations.Kept kept) {
      var result = kept.result();
      return new ReconciliationView(
          Long.toString(kept.id()),
          kept.account(),
          result.day(),
          Long.toString(kept.height()),
          Long.toString(result.bankUnits()),
          Long.toString(result.notesUnits()),
          Long.toString(result.unexplained()),
          Long.toString(result.shortfall()),
          result.verdict(),
          result.lines().stream()
              .map(l -> new LineView(l.kind(), l.reference(), Long.toString(l.units()), l.detail()))
              .toList(),
          kept.madeAt().toString(),
          kept.madeBy());
    }
  }

  @PostMapping(path = "/reconciliations", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:operate")
  ReconciliationView reconcile(Caller caller, @PathVariable String account) {
    var known = accounts.readable(caller, account);
    return ReconciliationView.of(reconciliations.make(known, caller.login()));
  }

  @GetMapping(path = "/reconciliations", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:read")
  List<ReconciliationView> reconciliations(
      Caller caller,
      @PathVariable String account,
      @RequestParam Optional<Long> before,
      @RequestParam Optional<Integer> limit) {
    var known = accounts.readable(caller, account);
    return reconciliations
        .of(known, before.orElse(Long.MAX_VALUE), MoneyDocuments.limit(limit))
        .stream()
        .map(ReconciliationView::of)
        .toList();
  }

  @GetMapping(path = "/reconciliations/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:read")
  ReconciliationView reconciliation(
      Caller caller, @PathVariable String account, @PathVariable long id) {
    return ReconciliationView.of(reconciliations.kept(accounts.readable(caller, account), id));
  }

  /// The report as `pdf`, `xlsx` or `csv`.
  @GetMapping(
      path = "/reconciliations/{id}/document",
      produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @Access("money:read")
  ResponseEntity<byte[]> document(
      Caller caller,
      Locale reader,
      @PathVariable String account,
      @PathVariable long id,
      @RequestParam(defaultValue = "pdf") String format) {
    var known = accounts.readable(caller, account);
    var kept = reconciliations.kept(known, id);
    var sheet = documents.sheet(MoneyDocuments.papers(reader), known, kept);
    return documents.file(sheet, format, "reconciliation-" + kept.result().day());
  }

  /// Every booking of a period with its two sides, as `csv`, `xlsx` or `pdf`.
  @GetMapping(path = "/journal", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @Access("money:read")
  ResponseEntity<byte[]> journal(
      Caller caller,
      Locale reader,
      @PathVariable String account,
      @RequestParam LocalDate from,
      @RequestParam LocalDate to,
      @RequestParam(defaultValue = "csv") String format) {
    var known = accounts.readable(caller, account);
    var sheet = documents.journal(MoneyDocuments.papers(reader), known, from, to);
    return documents.file(sheet, format, "journal-" + from + "-" + to);
  }
}
