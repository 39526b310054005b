package io.kedge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kedge up`: serves until it is stopped.
@Command(name = "up", mixinStandardHelpOptions = true)
final class UpCommand extends Asking {
  /// Its folder unless told otherwise.
  static final Path DATA = Path.of("data", "server");

  /// Where it answers unless told otherwise.
  static final String PORT = "8080";

  @Option(names = "--data", paramLabel = "DIR", descriptionKey = "up.data")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--port", paramLabel = "N", defaultValue = PORT, descriptionKey = "serve.port")
  private int port;

  @Option(names = "--bind", paramLabel = "ADDRESS", descriptionKey = "up.bind")
  private Optional<String> bind = Optional.empty();

  @Option(names = "--db", paramLabel = "URL", descriptionKey = "up.db")
  private Optional<String> database = Optional.empty();

  @Override
  int answer(Terminal terminal) throws IOException, InterruptedException {
    Path folder = data.orElse(DATA);
    List<String> arguments = arguments(terminal, folder, port);
    bind.ifPresent(address -> arguments.addAll(List.of("--bind", address)));
    database.ifPresent(url -> arguments.addAll(List.of("--db", url)));
    return ServerProgram.built(terminal)
        .serve(
            arguments,
            url ->
                terminal.document(
                    out -> {
                      out.writeStartObject();
                      out.writeStringField("url", url);
                      out.writeEndObject();
                    }));
  }

  /// What every server is started with.
  static List<String> arguments(Terminal terminal, Path data, int port) {
    if (port < 0 || port > 65_535) {
      throw Failure.malformed("USAGE", terminal.words().say("serve.no-port", port));
    }
    return new ArrayList<>(List.of("--data", data.toString(), "--port", Integer.toString(port)));
  }
}
