package io.kedge.server.operations;

import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Whether every ledger takes commands. A server without a ledger yet is well.
@Component("ledgerHealthIndicator")
final class LedgerHealth implements HealthIndicator {
  private final LedgerGateway gateway;

  LedgerHealth(LedgerGateway gateway) {
    this.gateway = gateway;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (HostedLedger ledger : gateway.ledgers()) {
      if (ledger.failure().isPresent()) {
        health.down();
      }
      health.withDetail(ledger.name(), ledger.failure().orElse("height " + ledger.height()));
    }
    return health.build();
  }
}
