package io.kedge.server.operations;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.Envelope;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.MalformedException;
import io.kedge.ledger.disk.Disk;
import io.kedge.server.gateway.CommandAnswer;
import io.kedge.server.gateway.LedgerWatch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.stereotype.Component;

/// What the ledgers are asked to do and how that went: business metrics (L-51), the node's queue
/// and
/// forces (L-50), and a line of the log for each command.
@Component
final class CommandMeters implements LedgerWatch {
  private static final Logger LOG = LoggerFactory.getLogger("io.kedge.command");
  private static final Duration[] BOUNDS =
      java.util.stream.LongStream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Map<String, AtomicLong> queues = new ConcurrentHashMap<>();

  CommandMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Disk disk(String ledger, Disk disk) {
    queue(ledger); // it is there, as 0, before the first command
    Timer forces =
        Timer.builder("kedge.node.fsync")
            .description("How long a force of the ledger's files to disk takes.")
            .tag("ledger", ledger)
            .serviceLevelObjectives(BOUNDS)
            .register(registry);
    return new MeasuredDisk(disk, forces);
  }

  @Override
  public void handedIn(String ledger) {
    queue(ledger).incrementAndGet();
  }

  @Override
  public void failed(String ledger) {
    queue(ledger).decrementAndGet();
    count(ledger, "unknown", "failed", 0);
  }

  @Override
  public void answered(String ledger, Bytes envelope, CommandAnswer answer, long nanos) {
    queue(ledger).decrementAndGet();
    Optional<CommandHeader> header = header(envelope);
    // What left no trace may name anything: it must not make metrics of its own.
    String type =
        answer.place().isPresent() && header.isPresent()
            ? header.get().type().toString()
            : "unknown";
    String result = result(answer);
    count(ledger, type, result, nanos);
    if (!answer.accepted()) {
      registry.counter("kedge.refusals", "ledger", ledger, "code", answer.code()).increment();
    }
    line(ledger, header, answer, result, nanos);
  }

  private static String result(CommandAnswer answer) {
    if (answer.again()) {
      return "again";
    }
    if (answer.accepted()) {
      return "accepted";
    }
    return answer.place().isPresent() ? "refused" : "turned-away";
  }

  private void count(String ledger, String type, String result, long nanos) {
    Timer.builder("kedge.commands")
        .description("Commands by kind and result, from handing in to the durable answer.")
        .tags("ledger", ledger, "type", type, "result", result)
        .serviceLevelObjectives(BOUNDS)
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private static void line(
      String ledger,
      Optional<CommandHeader> header,
      CommandAnswer answer,
      String result,
      long nanos) {
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("ledger", ledger)
            .addKeyValue("result", result)
            .addKeyValue("code", answer.code())
            .addKeyValue("micros", nanos / 1_000);
    if (answer.id().isPresent()) {
      line = line.addKeyValue("command", answer.id().get().hex());
    }
    if (header.isPresent()) {
      line =
          line.addKeyValue("type", header.get().type().toString())
              .addKeyValue("by", header.get().by().toString());
    }
    if (answer.place().isPresent()) {
      line =
          line.addKeyValue("height", answer.place().get().height())
              .addKeyValue("leafIndex", answer.place().get().leafIndex());
    }
    line.log("command");
  }

  private static Optional<CommandHeader> header(Bytes envelope) {
    try {
      Bytes payload = Envelope.read(envelope).payload();
      return Optional.of(CommandHeader.read(Fields.of("", Json.read(payload))));
    } catch (MalformedException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private AtomicLong queue(String ledger) {
    return queues.computeIfAbsent(
        ledger,
        name -> {
          var waiting = new AtomicLong();
          Gauge.builder("kedge.node.queue", waiting, AtomicLong::doubleValue)
              .description("Commands handed in and not answered.")
              .tag("ledger", name)
              .register(registry);
          return waiting;
        });
  }
}
