package io.kedge.server.demo;

import io.kedge.kernel.PartyId;
import io.kedge.scenario.pack.Pack;
import io.kedge.scenario.pack.Statement;
import io.kedge.server.ServerSettings;
import io.kedge.server.directory.PartyName;
import io.kedge.server.directory.PartyNames;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/// Gives the people of a story the names that its pack introduces them with.
@Component
final class DemoNames implements ApplicationRunner {
  private static final String HOME = System.getProperty("kedge.home", ".");

  private final ServerSettings settings;
  private final LedgerGateway gateway;
  private final PartyNames names;

  DemoNames(ServerSettings settings, LedgerGateway gateway, PartyNames names) {
    this.settings = settings;
    this.gateway = gateway;
    this.names = names;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (settings.demo()) {
      gateway.ledgers().forEach(this::name);
    }
  }

  private void name(HostedLedger ledger) {
    Path folder = Path.of(HOME, "scenarios", ledger.name());
    if (!Files.isDirectory(folder)) {
      return;
    }
    for (Statement statement : Pack.load(folder).statements()) {
      if (statement instanceof Statement.Who(var _, String id, String en, String zh)) {
        names.put(ledger.name(), new PartyId(id), new PartyName(zh, en));
      }
    }
  }
}
