package io.kedge.server;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The program: starts the server, says `ready URL` on a line of its own once it serves, then what
/// else the operator needs to know, and runs until it is interrupted.
@Command(name = "kedge-server", mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  @Option(names = "--data", paramLabel = "DIR", description = "The server's directory.")
  private Path data = Path.of("data", "server");

  @Option(names = "--port", paramLabel = "N", description = "Where it listens; 0: any free port.")
  private int port = 8080;

  @Option(names = "--bind", paramLabel = "ADDRESS", description = "Loopback by default.")
  private String bind = "127.0.0.1";

  @Option(names = "--db", paramLabel = "URL", description = "A PostgreSQL instead of its own.")
  private Optional<String> db = Optional.empty();

  @Option(names = "--lang", paramLabel = "zh-CN|en", description = "Language of its output.")
  private String language = "zh-CN";

  @Option(names = "--demo", description = "Serve the stories of the packs with demo accounts.")
  private boolean demo;

  private final PrintStream out;

  private Main(PrintStream out) {
    this.out = out;
  }

  /// Runs the program.
  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int code = new CommandLine(new Main(out)).execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  @Override
  public Integer call() {
    var settings = new ServerSettings(data.toAbsolutePath(), port, bind, db, language, demo);
    var server = RunningServer.start(settings);
    out.println("ready " + server.address());
    server.context().getBeansOfType(StartupNotice.class).values().stream()
        .flatMap(notice -> notice.lines().stream())
        .forEach(out::println);
    return 0;
  }
}
