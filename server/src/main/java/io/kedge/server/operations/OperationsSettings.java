package io.kedge.server.operations;

import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What an operator sets under `kedge.operations` in `server.yaml` (docs/operations.md).
///
/// @param diskFreeMin less free space than this makes the server not ready
/// @param projectionLagMax so many blocks behind, the read models make the server not ready
/// @param clockAheadMax ledger time may be ahead of the machine's clock by this much
/// @param metricsToken who sends it as a bearer token may read the metrics from another machine;
///     without one only this machine may
@ConfigurationProperties("kedge.operations")
record OperationsSettings(
    @DefaultValue("512MB") DataSize diskFreeMin,
    @DefaultValue("1000") long projectionLagMax,
    @DefaultValue("60s") Duration clockAheadMax,
    Optional<String> metricsToken) {}
