package io.kedge.server.operations;

import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import java.time.InstantSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Whether the machine's clock is behind the time that is in the ledgers already. Then the clock is
/// wrong now or was wrong before, and the ledgers' time stands still until it has caught up:
/// deadlines do not come.
@Component("clockHealthIndicator")
final class ClockHealth implements HealthIndicator {
  private final LedgerGateway gateway;
  private final OperationsSettings settings;
  private final InstantSource clock = InstantSource.system();

  ClockHealth(LedgerGateway gateway, OperationsSettings settings) {
    this.gateway = gateway;
    this.settings = settings;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (HostedLedger ledger : gateway.ledgers()) {
      long aheadMillis = ledger.now().millis() - clock.millis();
      if (aheadMillis > settings.clockAheadMax().toMillis()) {
        health.down().withDetail(ledger.name(), aheadMillis / 1_000 + " s ahead of the clock");
      }
    }
    return health.build();
  }
}
