package io.kedge.cli;

import io.kedge.bench.ServerBench;
import io.kedge.bench.ServerReport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kedge bench server`: the server over HTTP beside the ledger alone.
@Command(name = "server", mixinStandardHelpOptions = true)
final class BenchServer extends Asking {
  @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", descriptionKey = "bench.rounds")
  private int rounds = 3;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = "data", descriptionKey = "bench.dir")
  private Path parent = Path.of("data");

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
    ServerProgram program = ServerProgram.built(terminal);
    var size = small ? ServerBench.Size.SMALL : ServerBench.Size.STANDARD;
    ServerReport report =
        ServerBench.run(parent, program::startMeasured, rounds, size, terminal::progress);
    new BenchTables(terminal, markdown).server(report);
    terminal.document(out -> BenchDocuments.server(out, report));
    return ExitCode.YES;
  }
}
