package io.kedge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kedge.bench.BenchReport;
import io.kedge.bench.LedgerBench;
import io.kedge.bench.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kedge bench`: measures.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = {BenchCommand.Ledger.class})
final class BenchCommand extends Group {
  /// `kedge bench ledger`: signed transfers beside their ceilings.
  @Command(name = "ledger", mixinStandardHelpOptions = true)
  static final class Ledger extends Asking {
    @Option(
        names = "--rounds",
        paramLabel = "N",
        defaultValue = "5",
        descriptionKey = "bench.rounds")
    private int rounds = 5;

    @Option(
        names = "--dir",
        paramLabel = "DIR",
        defaultValue = "data",
        descriptionKey = "bench.dir")
    private Path parent = Path.of("data");

    /// Not for figures: enough to see that everything runs.
    @Option(names = "--small", hidden = true)
    private boolean small;

    @Override
    int answer(Terminal terminal) throws Exception {
      if (rounds < 1) {
        throw Failure.malformed(terminal.words().say("main.invalid", "--rounds"));
      }
      var size = small ? LedgerBench.Size.SMALL : LedgerBench.Size.STANDARD;
      BenchReport report = LedgerBench.run(parent, rounds, size, terminal::progress);
      table(terminal, report);
      terminal.document(out -> document(out, report));
      return ExitCode.YES;
    }
  }

  private static void table(Terminal terminal, BenchReport report) {
    Words words = terminal.words();
    terminal.say("bench.machine", report.machine());
    terminal.say("bench.provider", report.provider(), number(report.load(), 2), report.rounds());
    var table =
        new TextTable(
            List.of(
                words.say("bench.name"),
                words.say("bench.clients"),
                words.say("bench.per-second"),
                words.say("bench.p50"),
                words.say("bench.p99"),
                words.say("bench.bytes"),
                words.say("bench.cpu"),
                words.say("bench.ratio")),
            1,
            2,
            3,
            4,
            5,
            6,
            7);
    for (Row row : report.rows()) {
      table.row(
          List.of(
              row.name(),
              row.clients() == 0 ? "–" : Integer.toString(row.clients()),
              number(row.perSecond(), 0),
              row.p50Millis() == 0 ? "–" : number(row.p50Millis(), 2),
              row.p99Millis() == 0 ? "–" : number(row.p99Millis(), 2),
              row.bytesPerItem() == 0 ? "–" : number(row.bytesPerItem(), 0),
              number(row.cpuMicrosPerItem(), 1),
              number(row.ratioToVerify(), 2)));
    }
    terminal.table(table);
  }

  private static String number(double value, int places) {
    return String.format(Locale.ROOT, "%,." + places + "f", value);
  }

  private static void document(JsonGenerator out, BenchReport report) throws IOException {
    out.writeStartObject();
    out.writeStringField("machine", report.machine());
    out.writeStringField("provider", report.provider());
    out.writeNumberField("load", report.load());
    out.writeNumberField("rounds", report.rounds());
    out.writeArrayFieldStart("rows");
    for (Row row : report.rows()) {
      out.writeStartObject();
      out.writeStringField("name", row.name());
      out.writeNumberField("clients", row.clients());
      out.writeNumberField("perSecond", row.perSecond());
      out.writeNumberField("p50Millis", row.p50Millis());
      out.writeNumberField("p99Millis", row.p99Millis());
      out.writeNumberField("bytesPerItem", row.bytesPerItem());
      out.writeNumberField("cpuMicrosPerItem", row.cpuMicrosPerItem());
      out.writeNumberField("ratioToVerify", row.ratioToVerify());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
