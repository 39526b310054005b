package io.kedge.server.money;

import io.kedge.cash.Cash;
import io.kedge.cash.CashEvent;
import io.kedge.cash.Deposit;
import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.PartyId;
import io.kedge.projection.LedgerSchema;
import io.kedge.server.ServerSettings;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import io.kedge.server.money.bank.SandboxBank;
import io.kedge.server.store.LedgerReads;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Gives every kind of cash of a demonstration an account at the sandbox bank, with the deposits
/// and payments that its story told, so that bank and notes are equal when it begins.
@Component
class MoneyDemo {
  private static final int KINDS_MAX = 100;
  private static final int DEPOSITS_MAX = 1_000;
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final ServerSettings settings;
  private final LedgerGateway gateway;
  private final LedgerReads reads;
  private final TrustAccounts accounts;
  private final MoneyWork work;

  MoneyDemo(
      ServerSettings settings,
      LedgerGateway gateway,
      LedgerReads reads,
      TrustAccounts accounts,
      MoneyWork work) {
    this.settings = settings;
    this.gateway = gateway;
    this.reads = reads;
    this.accounts = accounts;
    this.work = work;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    if (!settings.demo()) return;
    for (var ledger : gateway.ledgers()) {
      reads.awaitVisible(ledger.name(), ledger.height());
      var prefix = Key.prefix("cash");
      for (var entry : ledger.view().range(prefix, prefix, KINDS_MAX)) {
        var cash = Cash.decode(entry.value());
        if (accounts.backing(ledger.name(), cash.id()).isEmpty()) open(ledger, cash);
      }
    }
  }

  private void open(HostedLedger ledger, Cash cash) {
    var past = past(ledger, cash);
    var bank = past.bank.orElse("sndbcnbj");
    var bic = bank.toUpperCase(Locale.ROOT);
    var account =
        accounts.open(
            ledger.name(),
            new TrustAccounts.Opening(
                cash.id(),
                bank,
                "62258801%08d".formatted(Math.floorMod(cash.id().value().hashCode(), 100_000_000)),
                bic.matches("[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?") ? bic : "",
                "沙箱银行 客户资金专户（演示，无真实资金）",
                ZONE,
                true));
    var sandbox = accounts.sandbox(account);
    sandbox.begin(past.bookings);
    sandbox.closeDay(
        LocalDate.ofInstant(java.time.Instant.ofEpochMilli(ledger.now().millis()), ZONE));
    work.run(account);
  }

  /// What a bank did in the story, as the ledger tells it.
  private static final class Past {
    private Optional<String> bank = Optional.empty();
    private final List<SandboxBank.Earlier> bookings = new ArrayList<>();
  }

  private Past past(HostedLedger ledger, Cash cash) {
    var past = new Past();
    var asked = new HashMap<String, CashEvent.WithdrawalAsked>();
    var schema = LedgerSchema.of(ledger.genesis()).name();
    var events =
        reads
            .db(ledger.name())
            .fetch(
                "select body from "
                    + schema
                    + ".events where tag in ('cash.minted', 'cash.withdrawal', 'cash.paid-out')"
                    + " order by height, command_index, n limit ?",
                DEPOSITS_MAX);
    for (var row : events) {
      switch (CashEvent.decode(Bytes.of(Columns.bytes(row, "body")))) {
        case CashEvent.Deposited(Deposit deposit) -> deposited(past, cash, deposit);
        case CashEvent.WithdrawalAsked withdrawal -> {
          if (withdrawal.amount().instrument().equals(cash.id())) {
            asked.put(withdrawal.lock().value(), withdrawal);
          }
        }
        case CashEvent.PaidOut paid ->
            Optional.ofNullable(asked.get(paid.lock().value()))
                .ifPresent(
                    w ->
                        past.bookings.add(
                            new SandboxBank.Earlier(
                                paid.bank().reference(),
                                false,
                                w.amount().units(),
                                name(w.holder()),
                                paid.bank().reference())));
        case CashEvent.Defined _, CashEvent.WithdrawalRejected _, CashEvent.Corrected _ -> {}
      }
    }
    return past;
  }

  private static void deposited(Past past, Cash cash, Deposit deposit) {
    if (!deposit.amount().instrument().equals(cash.id())) return;
    if (past.bank.isEmpty()) past.bank = Optional.of(deposit.bank().bank());
    if (!past.bank.get().equals(deposit.bank().bank())) return;
    var again =
        past.bookings.stream().anyMatch(b -> b.reference().equals(deposit.bank().reference()));
    if (again) return;
    past.bookings.add(
        new SandboxBank.Earlier(
            deposit.bank().reference(),
            true,
            deposit.amount().units(),
            name(deposit.holder()),
            ""));
  }

  private static String name(PartyId party) {
    return party.value();
  }
}
