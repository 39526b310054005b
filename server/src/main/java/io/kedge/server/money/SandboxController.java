package io.kedge.server.money;

import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.money.bank.SandboxBank;
import io.kedge.server.money.iso.BankEntry;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What can be made to happen at a sandbox bank. No money is behind it.
@RestController
@RequestMapping("/api/v1/money/accounts/{account}/sandbox")
class SandboxController {
  private final TrustAccounts accounts;
  private final MoneyWork work;

  SandboxController(TrustAccounts accounts, MoneyWork work) {
    this.accounts = accounts;
    this.work = work;
  }

  /// Somebody pays in.
  record Paid(String payer, String payerAccount, String units, String remittance) {}

  /// The bank takes a deposit back, or a payment comes back.
  record Undone(String reference, Optional<String> reason) {}

  /// The bank takes charges.
  record Charged(String units) {}

  /// A day ends.
  record Closed(LocalDate day) {}

  /// What the bank booked.
  record Booked(String reference, String balanceUnits) {}

  @PostMapping(
      path = "/deposits",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:operate")
  Booked deposit(Caller caller, @PathVariable String account, @RequestBody Paid paid) {
    return booked(
        caller,
        account,
        bank ->
            bank.deposit(
                text(paid.payer(), 140),
                text(paid.payerAccount(), 34),
                units(paid.units()),
                text(paid.remittance(), 140)));
  }

  @PostMapping(
      path = "/recalls",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:operate")
  Booked recall(Caller caller, @PathVariable String account, @RequestBody Undone undone) {
    return booked(caller, account, bank -> bank.recall(undone.reference(), reason(undone, "FRAD")));
  }

  @PostMapping(
      path = "/bounces",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:operate")
  Booked bounce(Caller caller, @PathVariable String account, @RequestBody Undone undone) {
    return booked(caller, account, bank -> bank.bounce(undone.reference(), reason(undone, "AC04")));
  }

  @PostMapping(
      path = "/charges",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:operate")
  Booked charge(Caller caller, @PathVariable String account, @RequestBody Charged charged) {
    return booked(caller, account, bank -> bank.charge(units(charged.units())));
  }

  @PostMapping(
      path = "/days",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:operate")
  Booked closeDay(Caller caller, @PathVariable String account, @RequestBody Closed closed) {
    var known = accounts.workable(caller, account);
    var bank = accounts.sandbox(known);
    var statement = bank.closeDay(closed.day());
    work.run(known);
    return new Booked(statement.id(), Long.toString(bank.balance()));
  }

  private Booked booked(Caller caller, String account, Function<SandboxBank, BankEntry> happening) {
    var known = accounts.workable(caller, account);
    var bank = accounts.sandbox(known);
    BankEntry entry;
    try {
      entry = happening.apply(bank);
    } catch (IllegalArgumentException wrong) {
      throw new Problem(ProblemCode.MALFORMED, String.valueOf(wrong.getMessage()));
    }
    work.run(known);
    return new Booked(entry.reference(), Long.toString(bank.balance()));
  }

  private static long units(String text) {
    if (!text.matches("[1-9][0-9]{0,16}")) {
      throw new Problem(ProblemCode.MALFORMED, "units: minor units, from 1");
    }
    return Long.parseLong(text);
  }

  private static String text(String text, int max) {
    if (text.length() > max) throw new Problem(ProblemCode.MALFORMED, "at most " + max);
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private static String reason(Undone undone, String otherwise) {
    var reason = undone.reason().orElse(otherwise);
    if (!reason.matches("[A-Z0-9]{4}")) throw new Problem(ProblemCode.MALFORMED, "reason");
    return reason;
  }
}
