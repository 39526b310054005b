package io.kedge.server.money;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Identifiers;
import io.kedge.kernel.InstrumentId;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.money.bank.BankFile;
import io.kedge.server.store.Store;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Trust accounts, and the files that go between them and here.
@RestController
@RequestMapping("/api/v1/money/accounts")
class BankAccountController {
  private final TrustAccounts accounts;
  private final BankIntake intake;
  private final MoneyWork work;
  private final Store store;

  BankAccountController(TrustAccounts accounts, BankIntake intake, MoneyWork work, Store store) {
    this.accounts = accounts;
    this.intake = intake;
    this.work = work;
    this.store = store;
  }

  /// A trust account as it is told.
  record AccountView(
      String id,
      String bank,
      String number,
      String bic,
      String owner,
      String cash,
      String agent,
      String currency,
      int digits,
      String zone,
      boolean sandbox) {
    static AccountView of(TrustAccount account) {
      return new AccountView(
          account.id(),
          account.bank(),
          account.number(),
          account.bic(),
          account.owner(),
          account.cash().value(),
          account.agent().value(),
          account.currency(),
          account.digits(),
          account.zone().getId(),
          account.sandbox());
    }
  }

  /// What it takes to open one.
  record OpenAccount(
      String cash,
      String bank,
      String number,
      String bic,
      String owner,
      String zone,
      boolean sandbox) {
    TrustAccounts.Opening opening() {
      try {
        Identifiers.require(bank);
        if (!number.matches("[A-Za-z0-9 ]{4,40}") || owner.isBlank() || owner.length() > 140) {
          throw new Problem(ProblemCode.MALFORMED, "number, owner");
        }
        if (!bic.matches("([A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?)?")) {
          throw new Problem(ProblemCode.MALFORMED, "bic");
        }
        return new TrustAccounts.Opening(
            new InstrumentId(cash),
            bank,
            number.replace(" ", ""),
            bic,
            owner,
            ZoneId.of(zone),
            sandbox);
      } catch (IllegalArgumentException | DateTimeException wrong) {
        throw new Problem(ProblemCode.MALFORMED, "cash, bank, zone");
      }
    }
  }

  /// A file as it is told.
  record FileView(
      String id,
      String name,
      Optional<String> type,
      Optional<String> messageId,
      String outcome,
      Optional<String> code,
      String told,
      String receivedAt) {}

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:read")
  List<AccountView> accounts(Caller caller) {
    return accounts.all().stream()
        .filter(a -> a.ledger().equals(caller.ledger()))
        .filter(a -> caller.seesAll() || a.agent().equals(caller.party()))
        .map(AccountView::of)
        .toList();
  }

  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:operate")
  AccountView open(Caller caller, @RequestBody OpenAccount asked) {
    return AccountView.of(accounts.open(caller, asked.opening()));
  }

  @GetMapping(path = "/{account}/files", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:read")
  List<FileView> files(
      Caller caller,
      @PathVariable String account,
      @RequestParam Optional<Long> before,
      @RequestParam Optional<Integer> limit) {
    var known = accounts.readable(caller, account);
    return store
        .db()
        .fetch(
            "select id, name, type, message_id, outcome, code, told, received_at from"
                + " kedge.money_file where account = ? and id < ? order by id desc limit ?",
            known.id(),
            before.orElse(Long.MAX_VALUE),
            MoneyDocuments.limit(limit))
        .map(
            r ->
                new FileView(
                    Long.toString(Columns.number(r, "id")),
                    Columns.text(r, "name"),
                    Columns.maybeText(r, "type"),
                    Columns.maybeText(r, "message_id"),
                    Columns.text(r, "outcome"),
                    Columns.maybeText(r, "code"),
                    Columns.text(r, "told"),
                    Instant.ofEpochMilli(Columns.number(r, "received_at")).toString()));
  }

  @GetMapping(path = "/{account}/files/{id}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @Access("money:read")
  ResponseEntity<byte[]> file(Caller caller, @PathVariable String account, @PathVariable long id) {
    var known = accounts.readable(caller, account);
    var row =
        store
            .db()
            .fetchOptional(
                "select content, name from kedge.money_file where account = ? and id = ?",
                known.id(),
                id)
            .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "no file " + id));
    return ResponseEntity.ok()
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + Columns.text(row, "name") + "\"")
        .body(Columns.bytes(row, "content"));
  }

  /// Takes a file by hand, as a bank's portal gave it to an officer.
  @PostMapping(
      path = "/{account}/files",
      consumes = MediaType.APPLICATION_XML_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:operate")
  BankIntake.Result takeFile(
      Caller caller,
      @PathVariable String account,
      @RequestParam String name,
      @RequestBody byte[] content) {
    if (!BankFile.isName(name)) throw new Problem(ProblemCode.MALFORMED, "name");
    var known = accounts.workable(caller, account);
    var result = intake.take(known, new BankFile(name, Bytes.of(content)));
    work.run(known);
    return result;
  }
}
