package io.kedge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge restore FROM`: makes a server's folder from a backup, and checks what it restores.
@Command(name = "restore", mixinStandardHelpOptions = true)
final class RestoreCommand extends Asking {
  @Parameters(paramLabel = "FROM", descriptionKey = "restore.from")
  private Path place = Path.of("");

  @Option(names = "--data", paramLabel = "DIR", descriptionKey = "up.data")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--db", paramLabel = "URL", descriptionKey = "up.db")
  private Optional<String> database = Optional.empty();

  @Override
  int answer(Terminal terminal) throws IOException, InterruptedException {
    return ServerProgram.built(terminal).copy("restore", place, data, database);
  }
}
