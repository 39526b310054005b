package io.kedge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kedge.bench.sim.SimFault;
import io.kedge.bench.sim.SimReport;
import io.kedge.bench.sim.Simulation;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kedge sim`: a whole market on a simulated disk, while everything fails that can. The first seed
/// that fails ends it, with the command that runs this seed again.
@Command(name = "sim", mixinStandardHelpOptions = true)
final class SimCommand extends Asking {
  /// Says when a full disk makes a node wait, which happens all the time here.
  private static final Logger NODES = Logger.getLogger("io.kedge.ledger.node");

  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(10);
  private static final Duration SEED_MAX = Duration.ofMinutes(2);

  @Option(names = "--seeds", paramLabel = "N", descriptionKey = "sim.seeds")
  private Optional<Integer> seeds = Optional.empty();

  @Option(names = "--from", paramLabel = "S", defaultValue = "0", descriptionKey = "sim.from")
  private long from;

  @Option(names = "--seed", paramLabel = "S", descriptionKey = "sim.seed")
  private Optional<Long> seed = Optional.empty();

  @Option(names = "--minutes", paramLabel = "M", descriptionKey = "sim.minutes")
  private Optional<Integer> minutes = Optional.empty();

  @Option(names = "--commands", paramLabel = "N", descriptionKey = "sim.commands")
  private Optional<Integer> commands = Optional.empty();

  @Option(names = "--fault", paramLabel = "FAULT", descriptionKey = "sim.fault")
  private List<SimFault> faults = List.of();

  private static final int SEEDS_STANDARD = 100;

  /// The seed that failed first, and how.
  private record Failed(long seed, String what, String replay) {}

  @Override
  int answer(Terminal terminal) throws InterruptedException {
    NODES.setLevel(Level.OFF);
    long first = seed.orElse(from);
    long count = count();
    if (count < 1 || minutes.orElse(1) < 1 || commands.orElse(1) < 1) {
      throw Failure.malformed("USAGE", terminal.words().say("sim.nothing"));
    }
    long began = System.nanoTime();
    long told = began;
    var report = SimReport.empty();
    for (long at = first; at - first < count && !isOver(began); at++) {
      try {
        report.add(run(at));
      } catch (ExecutionException e) {
        return failed(terminal, report, new Failed(at, text(e), replay(at)));
      } catch (TimeoutException e) {
        String hangs = "it hangs: no end after " + SEED_MAX;
        return failed(terminal, report, new Failed(at, hangs, replay(at)));
      }
      if (System.nanoTime() - told > PROGRESS_EVERY.toNanos()) {
        told = System.nanoTime();
        terminal.progress(terminal.words().say("sim.progress", report.seeds(), Long.toString(at)));
      }
    }
    tell(terminal, report, first);
    terminal.document(out -> document(out, report, first, Optional.empty()));
    return ExitCode.YES;
  }

  /// Runs a seed on a thread that may be left behind where it hangs.
  private SimReport run(long at) throws ExecutionException, TimeoutException, InterruptedException {
    var task = new FutureTask<>(() -> Simulation.run(at, plan(at)));
    Thread.ofPlatform().name("kedge-sim").daemon().start(task);
    return task.get(SEED_MAX.toSeconds(), TimeUnit.SECONDS);
  }

  private long count() {
    if (seed.isPresent()) {
      return 1;
    }
    return seeds.orElse(minutes.isPresent() ? Integer.MAX_VALUE : SEEDS_STANDARD);
  }

  private boolean isOver(long began) {
    return minutes.isPresent()
        && System.nanoTime() - began > Duration.ofMinutes(minutes.get()).toNanos();
  }

  private Simulation.Plan plan(long at) {
    Simulation.Plan standard = Simulation.Plan.of(at);
    Set<SimFault> chosen = faults.isEmpty() ? standard.faults() : EnumSet.copyOf(faults);
    return new Simulation.Plan(commands.orElse(standard.steps()), standard.group(), chosen);
  }

  /// What to type to see it again.
  private String replay(long at) {
    var command = new StringBuilder("./kedge sim --seed ").append(at);
    commands.ifPresent(number -> command.append(" --commands ").append(number));
    faults.forEach(fault -> command.append(" --fault ").append(fault));
    return command.toString();
  }

  /// What the seed ran into, down to the first cause.
  private static String text(Throwable failure) {
    Throwable cause = failure;
    var text = new StringBuilder(String.valueOf(failure.getMessage()));
    while (cause.getCause() != null) {
      cause = cause.getCause();
      if (text.indexOf(String.valueOf(cause.getMessage())) < 0) {
        text.append(": ").append(cause);
      }
    }
    return text.toString();
  }

  private int failed(Terminal terminal, SimReport report, Failed failed) {
    terminal.progress(terminal.words().say("sim.failed", Long.toString(failed.seed())));
    terminal.progress(failed.what());
    terminal.progress(terminal.words().say("sim.replay", failed.replay()));
    long first = seed.orElse(from);
    terminal.document(out -> document(out, report, first, Optional.of(failed)));
    return ExitCode.NO;
  }

  private static void tell(Terminal terminal, SimReport report, long first) {
    String last = Long.toString(first + report.seeds() - 1);
    terminal.say("sim.ok", report.seeds(), Long.toString(first), last, report.commands());
    terminal.say(
        "sim.openings",
        report.openings(),
        report.cutsInRecovery(),
        report.keptUnacknowledged(),
        report.lostUnacknowledged());
    terminal.say("sim.receipts", report.receipts());
    terminal.say("sim.damaged", report.refused(), report.right());
    terminal.line(
        "  "
            + byName(report).entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ")));
  }

  private static Map<String, Integer> byName(SimReport report) {
    var sorted = new TreeMap<String, Integer>();
    report.faults().forEach((fault, times) -> sorted.put(fault.name(), times));
    return sorted;
  }

  private static void document(
      JsonGenerator out, SimReport report, long first, Optional<Failed> failed) throws IOException {
    out.writeStartObject();
    out.writeBooleanField("ok", failed.isEmpty());
    out.writeNumberField("from", first);
    out.writeNumberField("seeds", report.seeds());
    out.writeNumberField("commands", report.commands());
    out.writeNumberField("openings", report.openings());
    out.writeNumberField("cutsInRecovery", report.cutsInRecovery());
    out.writeNumberField("keptUnacknowledged", report.keptUnacknowledged());
    out.writeNumberField("lostUnacknowledged", report.lostUnacknowledged());
    out.writeNumberField("receipts", report.receipts());
    out.writeNumberField("damagedRefused", report.refused());
    out.writeNumberField("damagedRight", report.right());
    out.writeObjectFieldStart("faults");
    for (var entry : byName(report).entrySet()) {
      out.writeNumberField(entry.getKey(), entry.getValue());
    }
    out.writeEndObject();
    if (failed.isPresent()) {
      out.writeObjectFieldStart("failure");
      out.writeNumberField("seed", failed.get().seed());
      out.writeStringField("what", failed.get().what());
      out.writeStringField("replay", failed.get().replay());
      out.writeEndObject();
    }
    out.writeEndObject();
  }
}
