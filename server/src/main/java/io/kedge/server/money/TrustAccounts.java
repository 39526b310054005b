package io.kedge.server.money;

import io.kedge.cash.Cash;
import io.kedge.kernel.InstrumentId;
import io.kedge.server.ServerSettings;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.gateway.LedgerGateway;
import io.kedge.server.money.bank.Bank;
import io.kedge.server.money.bank.DropFolder;
import io.kedge.server.money.bank.SandboxBank;
import io.kedge.server.money.iso.MinorUnits;
import io.kedge.server.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// The trust accounts of this server and the banks behind them.
@Component
public class TrustAccounts {
  private final Store store;
  private final LedgerGateway gateway;
  private final Path banks;
  private final InstantSource clock = InstantSource.system();
  private final Map<String, Bank> open = new ConcurrentHashMap<>();
  private final Map<String, SandboxBank> sandboxes = new ConcurrentHashMap<>();

  TrustAccounts(Store store, LedgerGateway gateway, ServerSettings settings) {
    this.store = store;
    this.gateway = gateway;
    this.banks = settings.data().resolve("banks");
  }

  /// What it takes to open one.
  ///
  /// @param cash which kind it backs
  /// @param bank the bank's id on the ledger
  /// @param number IBAN or number
  /// @param bic of the bank, or ""
  /// @param owner the account's name
  /// @param zone of the bank's business day
  /// @param sandbox true where no money is behind it
  public record Opening(
      InstrumentId cash,
      String bank,
      String number,
      String bic,
      String owner,
      ZoneId zone,
      boolean sandbox) {}

  /// Opens a trust account for a kind of cash of which the caller's party is the agent.
  TrustAccount open(Caller caller, Opening opening) {
    var cash = cash(caller.ledger(), opening.cash());
    if (!cash.clearingAgent().equals(caller.party())) {
      throw MoneyRefusal.NOT_THE_CLEARING_AGENT.problem(cash.clearingAgent());
    }
    return open(caller.ledger(), opening);
  }

  /// Opens a trust account for the agent of a kind of cash, as the start of a demonstration does.
  ///
  /// @param ledger the ledger's name
  public TrustAccount open(String ledger, Opening opening) {
    var cash = cash(ledger, opening.cash());
    if (MinorUnits.digits(cash.currency()) != cash.digits()) {
      throw MoneyRefusal.DIGITS_WRONG.problem(cash.currency());
    }
    var id = opening.bank() + "." + opening.cash().value();
    var made =
        store
            .db()
            .execute(
                "insert into kedge.money_account (id, ledger, bank, number, bic, owner, cash,"
                    + " agent, currency, digits, zone, sandbox, opened_at) values"
                    + " (?,?,?,?,?,?,?,?,?,?,?,?,?) on conflict do nothing",
                id,
                ledger,
                opening.bank(),
                opening.number(),
                opening.bic(),
                opening.owner(),
                opening.cash().value(),
                cash.clearingAgent().value(),
                cash.currency(),
                cash.digits(),
                opening.zone().getId(),
                opening.sandbox(),
                clock.millis());
    if (made == 0) throw MoneyRefusal.ACCOUNT_EXISTS.problem(id);
    return account(id);
  }

  private Cash cash(String ledger, InstrumentId id) {
    return gateway
        .ledger(ledger)
        .view()
        .get(Cash.key(id))
        .map(Cash::decode)
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "no kind of cash " + id));
  }

  /// All of them.
  public List<TrustAccount> all() {
    return store
        .db()
        .fetch("select * from kedge.money_account order by id limit 1000")
        .map(TrustAccount::of);
  }

  /// One of them.
  public TrustAccount account(String id) {
    return store
        .db()
        .fetchOptional("select * from kedge.money_account where id = ?", id)
        .map(TrustAccount::of)
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "no account " + id));
  }

  /// The one that backs a kind of cash.
  public Optional<TrustAccount> backing(String ledger, InstrumentId cash) {
    return store
        .db()
        .fetchOptional(
            "select * from kedge.money_account where ledger = ? and cash = ?", ledger, cash.value())
        .map(TrustAccount::of);
  }

  /// One that the caller may see: its agent's, or any of the ledger for those who see all.
  TrustAccount readable(Caller caller, String id) {
    var account = account(id);
    var ours = account.ledger().equals(caller.ledger());
    if (!ours || !(caller.seesAll() || account.agent().equals(caller.party()))) {
      throw new Problem(ProblemCode.NOT_FOUND, "no account " + id);
    }
    return account;
  }

  /// One that the caller may work with: an officer of its agent.
  TrustAccount workable(Caller caller, String id) {
    var account = readable(caller, id);
    if (!account.agent().equals(caller.party())) {
      throw MoneyRefusal.NOT_THE_CLEARING_AGENT.problem(account.agent());
    }
    if (caller.employee().isEmpty()) throw MoneyRefusal.NOT_AN_OFFICER.problem(caller.login());
    return account;
  }

  /// The bank of an account.
  Bank bank(TrustAccount account) {
    return open.computeIfAbsent(account.id(), _ -> new DropFolder(account.bank(), folder(account)));
  }

  /// The sandbox bank of an account.
  ///
  /// @throws Problem `money.NOT_A_SANDBOX`
  SandboxBank sandbox(TrustAccount account) {
    if (!account.sandbox()) throw MoneyRefusal.NOT_A_SANDBOX.problem(account.id());
    bank(account);
    return sandboxes.computeIfAbsent(
        account.id(),
        _ ->
            new SandboxBank(
                new SandboxBank.SandboxAccount(
                    account.bank(),
                    account.number(),
                    account.owner(),
                    account.currency(),
                    account.zone()),
                folder(account),
                clock));
  }

  /// Ids have slashes and colons at most: the folder's name has none.
  private Path folder(TrustAccount account) {
    return banks.resolve(account.id().replaceAll("[^a-z0-9._-]", "_"));
  }
}
