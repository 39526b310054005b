package io.kedge.server.identity;

import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.PartyId;
import io.kedge.party.KeyRecord;
import io.kedge.party.Party;
import io.kedge.party.PartyStatus;
import io.kedge.party.Role;
import io.kedge.scenario.run.JdkEd25519;
import io.kedge.scenario.run.Keyring;
import io.kedge.server.ServerSettings;
import io.kedge.server.StartupNotice;
import io.kedge.server.custody.SealedCustody;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/// Accounts for everybody in the stories that `--demo` serves, with the keys the stories sign with:
/// those are derived from the pack's name, so everybody knows them, and nothing of worth belongs on
/// such a ledger. All have one password, printed at the start.
public final class DemoAccounts implements StartupNotice, ApplicationRunner {
  /// The password of every demo account, until it is changed.
  public static final String PASSWORD = "kedge demo 2026";

  private static final String PARTIES = Key.prefix("party");
  private static final String KEYS = Key.prefix("key");
  private static final int PAGE = 500;

  private final ServerSettings settings;
  private final LedgerGateway gateway;
  private final Accounts accounts;
  private final SealedCustody custody;
  private final Set<String> told = new ConcurrentSkipListSet<>();

  DemoAccounts(
      ServerSettings settings, LedgerGateway gateway, Accounts accounts, SealedCustody custody) {
    this.settings = settings;
    this.gateway = gateway;
    this.accounts = accounts;
    this.custody = custody;
  }

  /// The accounts with their password, which is no secret.
  @Override
  public List<String> lines() {
    return told.stream().map(login -> "account " + login + " / " + PASSWORD).toList();
  }

  /// Makes accounts for the ledgers there are when the server starts.
  @Override
  public void run(ApplicationArguments arguments) {
    if (settings.demo()) {
      gateway.ledgers().forEach(this::make);
    }
  }

  /// Makes the accounts of a ledger's parties and employees that are not there yet; all of them are
  /// returned. Their login names are `party` and `party.employee`, with the ledger's name behind an
  /// `@` for every ledger but the server's first.
  public List<Account> make(HostedLedger ledger) {
    var all = new ArrayList<Account>();
    for (Party party : parties(ledger)) {
      all.addAll(make(ledger, party));
    }
    all.forEach(account -> told.add(account.login()));
    return all;
  }

  private List<Account> make(HostedLedger ledger, Party party) {
    var made = new ArrayList<Account>();
    List<KeyRecord> keys = keys(ledger, party.id());
    keys.forEach(key -> adopt(ledger, key));
    boolean operator = party.roles().contains(Role.OPERATOR);
    var people = new LinkedHashSet<Optional<EmployeeId>>();
    people.add(Optional.empty());
    keys.forEach(key -> people.add(key.employee()));
    for (Optional<EmployeeId> person : people) {
      String name = party.id().value() + person.map(employee -> "." + employee.value()).orElse("");
      made.add(account(ledger, party.id(), person, name, roles(operator)));
    }
    if (operator) {
      for (String officer : List.of("officer1", "officer2")) {
        made.add(
            account(
                ledger,
                party.id(),
                Optional.empty(),
                officer,
                List.of(Permissions.OFFICER, Permissions.MEMBER)));
      }
    }
    return made;
  }

  private static List<String> roles(boolean operator) {
    return operator
        ? List.of(Permissions.ADMIN, Permissions.MANAGER)
        : List.of(Permissions.MANAGER);
  }

  private Account account(
      HostedLedger ledger,
      PartyId party,
      Optional<EmployeeId> employee,
      String name,
      List<String> roles) {
    boolean first = gateway.ledgers().getFirst().name().equals(ledger.name());
    String login = first ? name : name + "@" + ledger.name();
    return accounts
        .byLogin(login)
        .orElseGet(
            () ->
                accounts.create(
                    new Accounts.New(
                        ledger.name(),
                        party,
                        employee,
                        login,
                        name,
                        settings.chinese() ? "zh-CN" : "en"),
                    Optional.of(PASSWORD),
                    false,
                    roles));
  }

  /// Takes a key into custody whose seed the story's keyring derives under a label people use.
  private void adopt(HostedLedger ledger, KeyRecord key) {
    var keyring = new Keyring(ledger.name(), new JdkEd25519());
    String party = key.party().value();
    Set<String> labels = new LinkedHashSet<>();
    key.employee().map(EmployeeId::value).ifPresent(labels::add);
    labels.addAll(List.of("main", "key", "second"));
    for (String label : labels) {
      if (keyring.keyId(party, label).equals(key.id())) {
        Bytes seed = keyring.derive("key", party, label);
        custody.adopt(ledger.name(), key.party(), key.employee(), seed);
        return;
      }
    }
  }

  private static List<Party> parties(HostedLedger ledger) {
    var parties = new ArrayList<Party>();
    scan(ledger.view(), PARTIES).forEach(value -> parties.add(Party.decode(value)));
    return parties.stream().filter(party -> party.status() == PartyStatus.VERIFIED).toList();
  }

  private static List<KeyRecord> keys(HostedLedger ledger, PartyId party) {
    var keys = new TreeMap<KeyId, KeyRecord>();
    for (Bytes value : scan(ledger.view(), KEYS)) {
      KeyRecord key = KeyRecord.decode(value);
      if (key.party().equals(party) && key.validAt(ledger.now())) {
        keys.put(key.id(), key);
      }
    }
    return List.copyOf(keys.values());
  }

  private static List<Bytes> scan(LedgerView view, String prefix) {
    var values = new ArrayList<Bytes>();
    String after = prefix;
    while (true) {
      var page = view.range(prefix, after, PAGE);
      page.forEach(entry -> values.add(entry.value()));
      if (page.size() < PAGE) {
        return values;
      }
      after = page.getLast().key().value();
    }
  }
}
