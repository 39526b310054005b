package io.kedge.server.operations;

import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.node.ScrubReport;
import io.kedge.server.ServerSettings;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// How the ledgers are, as metrics: the node (L-50) and its storage (L-48).
@Component
final class LedgerMeters {
  private static final List<String> PARTS = List.of("log", "state", "tile", "snap");

  private final LedgerGateway gateway;
  private final ServerSettings settings;
  private final MeterRegistry registry;
  private final InstantSource clock = InstantSource.system();
  private final Set<String> known = new HashSet<>();
  private final Map<String, Long> sizes = new ConcurrentHashMap<>();
  private final Map<String, ScrubReport> scrubs = new ConcurrentHashMap<>();

  LedgerMeters(LedgerGateway gateway, ServerSettings settings, MeterRegistry registry) {
    this.gateway = gateway;
    this.settings = settings;
    this.registry = registry;
  }

  /// Looks at what is too slow to look at whenever somebody asks, and at ledgers founded since.
  @Scheduled(fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
  synchronized void look() throws IOException {
    for (HostedLedger ledger : gateway.ledgers()) {
      Path folder = settings.ledgers().resolve(ledger.name());
      for (String part : PARTS) {
        sizes.put(ledger.name() + "/" + part, size(folder.resolve(part)));
      }
      if (Files.isDirectory(folder)) {
        scrub(folder).ifPresent(report -> scrubs.put(ledger.name(), report));
      }
      if (known.add(ledger.name())) {
        node(ledger);
        storage(ledger.name());
      }
    }
  }

  private static Optional<ScrubReport> scrub(Path folder) throws IOException {
    return ScrubReport.find(RealDisk.at(folder));
  }

  private void node(HostedLedger ledger) {
    String name = ledger.name();
    Gauge.builder("kedge.node.up", ledger, one -> one.failure().isEmpty() ? 1 : 0)
        .description("1 where the ledger takes commands.")
        .tag("ledger", name)
        .register(registry);
    Gauge.builder("kedge.node.height", ledger, HostedLedger::height)
        .description("The last durable block.")
        .tag("ledger", name)
        .register(registry);
    Gauge.builder("kedge.node.tree.size", ledger, HostedLedger::treeSize)
        .description("Entries of the tree.")
        .tag("ledger", name)
        .register(registry);
    TimeGauge.builder("kedge.node.clock.ahead", ledger, TimeUnit.MILLISECONDS, this::ahead)
        .description("Ledger time ahead of the machine's clock.")
        .tag("ledger", name)
        .register(registry);
  }

  private double ahead(HostedLedger ledger) {
    return ledger.now().millis() - clock.millis();
  }

  private void storage(String name) {
    for (String part : PARTS) {
      Gauge.builder(
              "kedge.storage.bytes",
              sizes,
              all -> all.getOrDefault(name + "/" + part, 0L).doubleValue())
          .description("What the ledger occupies on disk.")
          .tags("ledger", name, "part", part)
          .register(registry);
    }
    Gauge.builder("kedge.storage.scrub.faults", scrubs, all -> faults(all.get(name)))
        .description("Damaged files that the last full reading found.")
        .tag("ledger", name)
        .register(registry);
    TimeGauge.builder(
            "kedge.storage.scrub.finished",
            scrubs,
            TimeUnit.MILLISECONDS,
            all -> finished(all.get(name)))
        .description("When the last full reading was finished, since 1970; none before the first.")
        .tag("ledger", name)
        .register(registry);
  }

  private static double faults(@org.jspecify.annotations.Nullable ScrubReport report) {
    return report == null ? 0 : report.faults().size();
  }

  private static double finished(@org.jspecify.annotations.Nullable ScrubReport report) {
    return report == null ? Double.NaN : report.finishedMillis();
  }

  /// Bytes of all files in a folder; those that go away meanwhile do not count.
  static long size(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(LedgerMeters::sizeOf).sum();
    } catch (java.io.UncheckedIOException e) {
      return 0; // a folder went away while it was walked: the next look counts
    }
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException _) {
      return 0;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
