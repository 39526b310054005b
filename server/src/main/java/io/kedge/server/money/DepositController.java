package io.kedge.server.money;

import io.kedge.kernel.PartyId;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.store.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What came in, what goes out, and what is owed, by trust account.
@RestController
@RequestMapping("/api/v1/money/accounts/{account}")
class DepositController {
  private final TrustAccounts accounts;
  private final MoneyWork work;
  private final Store store;

  DepositController(TrustAccounts accounts, MoneyWork work, Store store) {
    this.accounts = accounts;
    this.work = work;
    this.store = store;
  }

  /// A deposit as it is told. Money in minor units.
  record DepositView(
      String id,
      String reference,
      String units,
      Optional<LocalDate> bookedOn,
      String payer,
      String payerAccount,
      String remittance,
      DepositState state,
      Optional<String> party,
      String detail,
      Optional<String> command) {}

  /// A withdrawal as it is told.
  record WithdrawalView(
      String lock,
      String party,
      String units,
      String state,
      String detail,
      Optional<String> holder,
      Optional<String> number,
      String askedAt) {}

  /// A payment that was ordered.
  record PaymentView(
      String endToEnd,
      String kind,
      String subject,
      String units,
      String payee,
      String payeeNumber,
      String state,
      String reason,
      Optional<String> bankReference) {}

  /// A claim: what the bank took back after it was minted, and what is still open of it.
  record ClaimView(
      String id,
      String deposit,
      String party,
      String units,
      String covered,
      String madeAt,
      String reason) {}

  /// Deposits, newest first; `state=UNMATCHED` is the queue of those that nobody knows.
  @GetMapping(path = "/deposits", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:read")
  List<DepositView> deposits(
      Caller caller,
      @PathVariable String account,
      @RequestParam Optional<DepositState> state,
      @RequestParam Optional<Long> before,
      @RequestParam Optional<Integer> limit) {
    var known = accounts.readable(caller, account);
    return Rows.deposits(
            store.db(), known, state, before.orElse(Long.MAX_VALUE), MoneyDocuments.limit(limit))
        .stream()
        .map(
            d ->
                new DepositView(
                    Long.toString(d.entry()),
                    d.reference(),
                    Long.toString(d.units()),
                    d.bookedOn(),
                    d.payer(),
                    d.payerAccount(),
                    d.remittance(),
                    d.state(),
                    d.party().map(PartyId::value),
                    d.detail(),
                    d.command()))
        .toList();
  }

  @GetMapping(path = "/withdrawals", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:read")
  List<WithdrawalView> withdrawals(
      Caller caller,
      @PathVariable String account,
      @RequestParam Optional<String> state,
      @RequestParam Optional<Integer> limit) {
    var known = accounts.readable(caller, account);
    return Rows.withdrawals(store.db(), known, state, MoneyDocuments.limit(limit)).stream()
        .map(
            w ->
                new WithdrawalView(
                    w.lock(),
                    w.party().value(),
                    Long.toString(w.units()),
                    w.state(),
                    w.detail(),
                    w.payee().map(Rows.Payee::holder),
                    w.payee().map(Rows.Payee::number),
                    Instant.ofEpochMilli(w.askedAt()).toString()))
        .toList();
  }

  @GetMapping(path = "/payments", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:read")
  List<PaymentView> payments(
      Caller caller,
      @PathVariable String account,
      @RequestParam Optional<String> state,
      @RequestParam Optional<Integer> limit) {
    var known = accounts.readable(caller, account);
    return work.payments(known, state, MoneyDocuments.limit(limit)).stream()
        .map(
            p ->
                new PaymentView(
                    Columns.text(p, "end_to_end"),
                    Columns.text(p, "kind"),
                    Columns.text(p, "subject"),
                    Long.toString(Columns.number(p, "units")),
                    Columns.text(p, "payee"),
                    Columns.text(p, "payee_number"),
                    Columns.text(p, "state"),
                    Columns.text(p, "reason"),
                    Columns.maybeText(p, "bank_reference")))
        .toList();
  }

  @GetMapping(path = "/claims", produces = MediaType.APPLICATION_JSON_VALUE)
  @Access("money:read")
  List<ClaimView> claims(
      Caller caller, @PathVariable String account, @RequestParam Optional<Integer> limit) {
    var known = accounts.readable(caller, account);
    return store
        .db()
        .fetch(
            "select c.*, coalesce((select sum(e.units) from kedge.money_entry e where e.account ="
                + " c.account and e.kind = 'COVER' and e.belongs_to = c.deposit), 0) as covered"
                + " from kedge.money_claim c where c.account = ? order by c.id desc limit ?",
            known.id(),
            MoneyDocuments.limit(limit))
        .map(
            c ->
                new ClaimView(
                    Long.toString(Columns.number(c, "id")),
                    Columns.text(c, "deposit"),
                    Columns.text(c, "party"),
                    Long.toString(Columns.number(c, "units")),
                    Long.toString(Columns.number(c, "covered")),
                    Instant.ofEpochMilli(Columns.number(c, "made_at")).toString(),
                    Columns.text(c, "reason")));
  }
}
