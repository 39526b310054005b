package io.kedge.cli;

import io.kedge.bench.BenchReport;
import io.kedge.bench.LedgerBench;
import io.kedge.bench.PeerStore;
import io.kedge.bench.PeersBench;
import io.kedge.bench.PeersReport;
import io.kedge.bench.ScaleBench;
import io.kedge.bench.ScaleReport;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kedge bench`: measures.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = {BenchCommand.Ledger.class, BenchRestart.class, BenchServer.class})
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

    @Option(names = "--peers", descriptionKey = "bench.peers")
    private boolean peers;

    @Option(names = "--scale", descriptionKey = "bench.scale")
    private boolean scale;

    @Option(
        names = "--scale-max",
        paramLabel = "N",
        defaultValue = "1000000",
        descriptionKey = "bench.scale-max")
    private int scaleMax = 1_000_000;

    @Option(names = "--budget", descriptionKey = "bench.budget")
    private boolean budget;

    @Option(names = "--markdown", descriptionKey = "bench.markdown")
    private boolean markdown;

    /// Not for figures: enough to see that everything runs.
    @Option(names = "--small", hidden = true)
    private boolean small;

    @Override
    int answer(Terminal terminal) throws Exception {
      if (rounds < 1) {
        throw Failure.malformed(terminal.words().say("main.invalid", "--rounds"));
      }
      if (scale && peers) {
        throw Failure.malformed(terminal.words().say("bench.one-of", "--scale", "--peers"));
      }
      var tables = new BenchTables(terminal, markdown);
      if (scale) {
        return scale(terminal, tables);
      }
      return peers ? peers(terminal, tables) : alone(terminal, tables);
    }

    private int scale(Terminal terminal, BenchTables tables) throws Exception {
      if (scaleMax < ScaleBench.Size.NOTES_MIN) {
        throw Failure.malformed(terminal.words().say("main.invalid", "--scale-max"));
      }
      var size = small ? ScaleBench.Size.SMALL : ScaleBench.Size.upTo(scaleMax);
      ScaleReport report = ScaleBench.run(parent, rounds, size, terminal::progress);
      tables.scale(report, budget || markdown);
      terminal.document(out -> BenchDocuments.scale(out, report, budget));
      return ExitCode.YES;
    }

    private int peers(Terminal terminal, BenchTables tables) throws Exception {
      List<PeerStore.Kind> kinds = PeersBench.kinds();
      if (kinds.isEmpty()) {
        throw Failure.no("PEERS_MISSING", terminal.words().say("bench.no-peers"));
      }
      var size = small ? PeersBench.Size.SMALL : PeersBench.Size.STANDARD;
      PeersReport report = PeersBench.run(parent, kinds, rounds, size, terminal::progress);
      tables.peers(report);
      terminal.document(out -> BenchDocuments.peers(out, report));
      return ExitCode.YES;
    }

    private int alone(Terminal terminal, BenchTables tables) throws Exception {
      var size = small ? LedgerBench.Size.SMALL : LedgerBench.Size.STANDARD;
      BenchReport report = LedgerBench.run(parent, rounds, size, terminal::progress);
      tables.ledger(report, budget || markdown);
      terminal.document(out -> BenchDocuments.ledger(out, report, budget));
      return ExitCode.YES;
    }
  }
}
