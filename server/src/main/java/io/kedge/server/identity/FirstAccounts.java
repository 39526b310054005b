package io.kedge.server.identity;

import io.kedge.kernel.PartyId;
import io.kedge.party.Party;
import io.kedge.party.Role;
import io.kedge.server.ServerSettings;
import io.kedge.server.StartupNotice;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/// The one-time administrator of a server that has no account yet: made at its first start, told
/// once on standard output, of no use before its password was changed.
final class FirstAccounts implements StartupNotice, ApplicationRunner {
  private static final String LOGIN = "admin";
  private static final int PASSWORD_LETTERS = 24;

  private final ServerSettings settings;
  private final LedgerGateway gateway;
  private final Accounts accounts;
  private final IdentityEvents events;
  private List<String> told = List.of();

  FirstAccounts(
      ServerSettings settings, LedgerGateway gateway, Accounts accounts, IdentityEvents events) {
    this.settings = settings;
    this.gateway = gateway;
    this.accounts = accounts;
    this.events = events;
  }

  /// What the operator is told, once: it is forgotten with the telling.
  @Override
  public synchronized List<String> lines() {
    List<String> lines = told;
    told = List.of();
    return lines;
  }

  /// Makes the account where there is none of any name and a ledger to belong to.
  @Override
  public synchronized void run(ApplicationArguments arguments) {
    if (settings.demo() || gateway.ledgers().isEmpty() || accounts.any()) {
      return;
    }
    HostedLedger ledger = gateway.ledgers().getFirst();
    String password = Ids.letters(PASSWORD_LETTERS);
    Account admin =
        accounts.create(
            new Accounts.New(
                ledger.name(),
                operator(ledger),
                Optional.empty(),
                LOGIN,
                settings.chinese() ? "管理员" : "Administrator",
                settings.chinese() ? "zh-CN" : "en"),
            Optional.of(password),
            true,
            List.of(Permissions.ADMIN));
    events.add(Optional.empty(), Optional.of(admin.id()), "FIRST_ADMIN_MADE", "");
    var lines = new ArrayList<String>();
    lines.add(
        settings.chinese()
            ? "一次性管理员账号（首次登录须修改密码，只显示这一次）："
            : "one-time administrator (must change the password at first login; shown only now):");
    lines.add("account " + LOGIN + " " + password);
    told = List.copyOf(lines);
  }

  private static PartyId operator(HostedLedger ledger) {
    return ledger.genesis().founders().stream()
        .map(founder -> founder.party())
        .filter(party -> party.roles().contains(Role.OPERATOR))
        .map(Party::id)
        .findFirst()
        .orElseThrow();
  }
}
