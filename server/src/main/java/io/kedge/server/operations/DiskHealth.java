package io.kedge.server.operations;

import io.kedge.server.ServerSettings;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Whether there is space where the data is. A full disk loses nothing, but the ledger refuses
/// commands then.
@Component("diskHealthIndicator")
final class DiskHealth implements HealthIndicator {
  private final ServerSettings server;
  private final OperationsSettings settings;

  DiskHealth(ServerSettings server, OperationsSettings settings) {
    this.server = server;
    this.settings = settings;
  }

  @Override
  public Health health() {
    long free = server.data().toFile().getUsableSpace();
    long wanted = settings.diskFreeMin().toBytes();
    return (free < wanted ? Health.down() : Health.up())
        .withDetail("freeBytes", free)
        .withDetail("wantedBytes", wanted)
        .build();
  }
}
