package io.kedge.server.operations;

import io.kedge.projection.ProjectorStatus;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import io.kedge.server.store.LedgerReads;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Whether the read models follow the ledgers closely enough.
@Component("projectionHealthIndicator")
final class ProjectionHealth implements HealthIndicator {
  private final LedgerGateway gateway;
  private final LedgerReads reads;
  private final OperationsSettings settings;
  private final MeterRegistry registry;
  private final Set<String> known = new HashSet<>();

  ProjectionHealth(
      LedgerGateway gateway,
      LedgerReads reads,
      OperationsSettings settings,
      MeterRegistry registry) {
    this.gateway = gateway;
    this.reads = reads;
    this.settings = settings;
    this.registry = registry;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (HostedLedger ledger : gateway.ledgers()) {
      ProjectorStatus status = reads.status(ledger.name());
      if (status.problem().isPresent() || lag(ledger) > settings.projectionLagMax()) {
        health.down();
      }
      health.withDetail(ledger.name(), status.problem().orElse(lag(ledger) + " blocks behind"));
    }
    return health.build();
  }

  private long lag(HostedLedger ledger) {
    return Math.max(0, ledger.height() - reads.height(ledger.name()));
  }

  /// Makes the metrics of ledgers that are new.
  @Scheduled(fixedDelay = 15, timeUnit = TimeUnit.SECONDS)
  synchronized void look() {
    for (HostedLedger ledger : gateway.ledgers()) {
      if (known.add(ledger.name())) {
        Gauge.builder("kedge.projection.height", reads, it -> it.height(ledger.name()))
            .description("The last block in the read models.")
            .tag("ledger", ledger.name())
            .register(registry);
        Gauge.builder("kedge.projection.lag.blocks", ledger, this::lag)
            .description("Blocks that the read models have not seen.")
            .tag("ledger", ledger.name())
            .register(registry);
      }
    }
  }
}
