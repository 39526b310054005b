package io.kedge.cli;

import io.kedge.bench.RestartBench;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kedge bench restart`: how long a ledger of a given size takes to open.
@Command(name = "restart", mixinStandardHelpOptions = true)
final class BenchRestart extends Asking {
  @Option(
      names = "--entries",
      paramLabel = "N",
      defaultValue = "1000000",
      descriptionKey = "bench.entries")
  private long entries = 1_000_000;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = "data", descriptionKey = "bench.dir")
  private Path parent = Path.of("data");

  @Override
  int answer(Terminal terminal) throws Exception {
    Words words = terminal.words();
    if (entries < 1) {
      throw Failure.malformed(words.say("main.invalid", "--entries"));
    }
    RestartBench.Report report = RestartBench.run(parent, entries, terminal::progress);
    terminal.say("bench.machine", report.machine());
    terminal.say(
        "bench.size",
        report.entries(),
        report.blocks(),
        report.logBytes(),
        report.stateBytes(),
        report.snapshotBytes());
    terminal.say(
        "bench.made",
        report.fillMillis(),
        report.snapshotMillis(),
        String.format(Locale.ROOT, "%.2f", report.load()));
    var table = new TextTable(List.of(words.say("bench.opening"), words.say("bench.millis")), 1);
    for (RestartBench.Opening opening : report.openings()) {
      table.row(List.of(words.say(opening.way().words()), Long.toString(opening.millis())));
    }
    terminal.table(table);
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeStringField("machine", report.machine());
          out.writeNumberField("load", report.load());
          out.writeNumberField("entries", report.entries());
          out.writeNumberField("blocks", report.blocks());
          out.writeNumberField("logBytes", report.logBytes());
          out.writeNumberField("stateBytes", report.stateBytes());
          out.writeNumberField("snapshotBytes", report.snapshotBytes());
          out.writeNumberField("fillMillis", report.fillMillis());
          out.writeNumberField("snapshotMillis", report.snapshotMillis());
          out.writeArrayFieldStart("openings");
          for (RestartBench.Opening opening : report.openings()) {
            out.writeStartObject();
            out.writeStringField("way", opening.way().name());
            out.writeNumberField("millis", opening.millis());
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeEndObject();
        });
    return ExitCode.YES;
  }
}
