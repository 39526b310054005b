package io.kedge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge backup TO`: copies a whole server's folder, also while it runs.
@Command(name = "backup", mixinStandardHelpOptions = true)
final class BackupCommand extends Asking {
  @Parameters(paramLabel = "TO", descriptionKey = "backup.to")
  private Path place = Path.of("");

  @Option(names = "--data", paramLabel = "DIR", descriptionKey = "up.data")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--db", paramLabel = "URL", descriptionKey = "up.db")
  private Optional<String> database = Optional.empty();

  @Override
  int answer(Terminal terminal) throws IOException, InterruptedException {
    return ServerProgram.built(terminal).copy("backup", place, data, database);
  }
}
