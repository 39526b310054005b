package io.kedge.server.money;

import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.PartyId;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.directory.PartyNames;
import io.kedge.server.money.statement.CustomerStatement;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Money as its owner sees it: where to pay in, where to be paid out, statements.
@RestController
@RequestMapping("/api/v1/money")
class CustomerMoneyController {
  private final Customers customers;
  private final TrustAccounts accounts;
  private final Statements statements;
  private final MoneyDocuments documents;
  private final PartyNames names;

  CustomerMoneyController(
      Customers customers,
      TrustAccounts accounts,
      Statements statements,
      MoneyDocuments documents,
      PartyNames names) {
    this.names = names;
    this.customers = customers;
    this.accounts = accounts;
    this.statements = statements;
    this.documents = documents;
  }

  /// Where to pay in, and what to write.
  record Instructions(
      String reference,
      String owner,
      String number,
      String bic,
      String currency,
      boolean sandbox) {}

  /// A bank account to be paid to.
  record NewPayee(String holder, String number, Optional<String> bic) {}

  /// A registered bank account; the commitment goes into `cash.withdraw` as `account`.
  record PayeeView(String commitment, String holder, String number, String bic) {}

  /// Names under which a party pays.
  record Names(List<String> names) {}

  /// A party's reference and names.
  record CustomerView(String party, String reference, List<String> names) {}

  /// One movement. Money in minor units.
  record MovementView(
      String at,
      String command,
      String type,
      String counterparty,
      String reason,
      String units,
      String feeUnits,
      String height,
      String leafIndex,
      String receipt) {}

  /// A statement. Money in minor units.
  record AccountStatement(
      String party,
      String instrument,
      LocalDate from,
      LocalDate to,
      String zone,
      String openingUnits,
      String closingUnits,
      List<MovementView> movements,
      String height) {
    static AccountStatement of(CustomerStatement s) {
      return new AccountStatement(
          s.party(),
          s.instrument(),
          s.from(),
          s.to(),
          s.zone().getId(),
          Long.toString(s.openingUnits()),
          Long.toString(s.closingUnits()),
          s.movements().stream()
              .map(
                  m ->
                      new MovementView(
                          m.at().toString(),
                          m.command(),
                          m.type(),
                          m.counterparty(),
                          m.reason(),
                          Long.toString(m.units()),
                          Long.toString(m.feeUnits()),
                          Long.toString(m.height()),
                          Long.toString(m.leafIndex()),
                          "/api/v1/receipts/" + m.command() + "?ledger=" + s.ledger()))
              .toList(),
          Long.toString(s.height()));
    }
  }

  /// How proceeds are to be shared.
  record ShareAsked(String party, String name, String role, String ppm) {}

  /// A revenue-sharing statement that is asked for.
  record RevenueAsked(
      String issue,
      LocalDate from,
      LocalDate to,
      Optional<String> zone,
      String basis,
      List<ShareAsked> shares) {}

  @GetMapping(path = "/deposit-instructions/{cash}", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  Instructions depositInstructions(Caller caller, @PathVariable String cash) {
    var account =
        accounts
            .backing(caller.ledger(), instrument(cash))
            .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "no account for " + cash));
    var reference = customers.reference(caller.ledger(), caller.party());
    return new Instructions(
        reference.value(),
        account.owner(),
        account.number(),
        account.bic(),
        account.currency(),
        account.sandbox());
  }

  @PostMapping(
      path = "/payees",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  PayeeView addPayee(Caller caller, @RequestBody NewPayee asked) {
    return view(customers.addPayee(caller, asked.holder(), asked.number(), asked.bic().orElse("")));
  }

  @GetMapping(path = "/payees", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  List<PayeeView> payees(Caller caller) {
    return customers.payees(caller).stream().map(CustomerMoneyController::view).toList();
  }

  private static PayeeView view(Customers.Payee payee) {
    return new PayeeView(payee.commitment().hex(), payee.holder(), payee.number(), payee.bic());
  }

  @GetMapping(path = "/customers/{party}", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:read")
  CustomerView customer(Caller caller, @PathVariable String party) {
    var id = party(party);
    return new CustomerView(
        party,
        customers.reference(caller.ledger(), id).value(),
        customers.names(caller.ledger(), id));
  }

  /// Adds names under which a party pays, as its papers have them.
  @PostMapping(
      path = "/customers/{party}/names",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:operate")
  CustomerView addNames(Caller caller, @PathVariable String party, @RequestBody Names asked) {
    var id = party(party);
    customers.addNames(caller.ledger(), id, asked.names(), caller.login());
    return customer(caller, party);
  }

  /// A statement of the caller's party; those who see all may name another.
  @GetMapping(path = "/statements/{instrument}", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  AccountStatement statement(
      Caller caller,
      @PathVariable String instrument,
      @RequestParam LocalDate from,
      @RequestParam LocalDate to,
      @RequestParam Optional<String> zone,
      @RequestParam Optional<String> party) {
    return AccountStatement.of(customerStatement(caller, instrument, from, to, zone, party));
  }

  /// The same as `pdf`, `xlsx` or `csv`.
  @GetMapping(
      path = "/statements/{instrument}/document",
      produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @Access(Access.SIGNED_IN)
  ResponseEntity<byte[]> statementDocument(
      Caller caller,
      Locale reader,
      @PathVariable String instrument,
      @RequestParam LocalDate from,
      @RequestParam LocalDate to,
      @RequestParam Optional<String> zone,
      @RequestParam Optional<String> party,
      @RequestParam(defaultValue = "pdf") String format) {
    var statement =
        named(caller, reader, customerStatement(caller, instrument, from, to, zone, party));
    var sheet = MoneyDocuments.papers(reader).customer(statement);
    return documents.file(sheet, format, "statement-" + instrument + "-" + from + "-" + to);
  }

  private CustomerStatement customerStatement(
      Caller caller,
      String instrument,
      LocalDate from,
      LocalDate to,
      Optional<String> zone,
      Optional<String> asked) {
    var party = asked.map(CustomerMoneyController::party).orElse(caller.party());
    if (!party.equals(caller.party()) && !caller.seesAll()) {
      throw new Problem(ProblemCode.NOT_FOUND, "no statement of " + party);
    }
    return statements.customer(
        caller.ledger(),
        party,
        party.value(),
        instrument(instrument),
        new Statements.Period(from, to, zone(zone)));
  }

  /// With the names of people and organisations, as far as the caller may see them.
  private CustomerStatement named(Caller caller, Locale reader, CustomerStatement statement) {
    var ids = new TreeSet<String>();
    ids.add(statement.party());
    statement.movements().forEach(m -> ids.addAll(List.of(m.counterparty().split(", "))));
    var known = names.of(caller.ledger(), Optional.of(caller), ids);
    var english = reader.getLanguage().equals("en");
    UnaryOperator<String> called =
        id -> Optional.ofNullable(known.get(id)).map(n -> english ? n.en() : n.zh()).orElse(id);
    return statement.named(called);
  }

  /// How the proceeds of an issue of the caller's party are shared by its contract.
  @PostMapping(
      path = "/revenue-statements",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @Access(Access.SIGNED_IN)
  ResponseEntity<byte[]> revenueStatement(
      Caller caller,
      Locale reader,
      @RequestBody RevenueAsked asked,
      @RequestParam(defaultValue = "pdf") String format) {
    if (asked.shares().isEmpty() || asked.shares().size() > 50 || asked.basis().length() > 300) {
      throw new Problem(ProblemCode.MALFORMED, "shares: 1 to 50; basis: at most 300 characters");
    }
    var shares =
        asked.shares().stream()
            .map(
                s -> {
                  if (!s.ppm().matches("[0-9]{1,7}") || s.name().length() > 140) {
                    throw new Problem(ProblemCode.MALFORMED, "ppm, name");
                  }
                  return new Statements.Share(
                      party(s.party()), s.name(), s.role(), Long.parseLong(s.ppm()));
                })
            .toList();
    var statement =
        statements.revenue(
            caller.ledger(),
            caller.party(),
            instrument(asked.issue()),
            new Statements.Period(asked.from(), asked.to(), zone(asked.zone())),
            asked.basis(),
            shares);
    var sheet = MoneyDocuments.papers(reader).revenue(statement);
    return documents.file(sheet, format, "revenue-" + asked.issue());
  }

  private static InstrumentId instrument(String text) {
    try {
      return new InstrumentId(text);
    } catch (IllegalArgumentException wrong) {
      throw new Problem(ProblemCode.MALFORMED, "not an instrument: " + text);
    }
  }

  private static PartyId party(String text) {
    try {
      return new PartyId(text);
    } catch (IllegalArgumentException wrong) {
      throw new Problem(ProblemCode.MALFORMED, "not a party: " + text);
    }
  }

  private static ZoneId zone(Optional<String> text) {
    try {
      return ZoneId.of(text.orElse("Asia/Shanghai"));
    } catch (DateTimeException wrong) {
      throw new Problem(ProblemCode.MALFORMED, "zone");
    }
  }
}
