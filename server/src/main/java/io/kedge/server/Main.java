package io.kedge.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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

  private final PrintStream out = stream(FileDescriptor.out);
  private final PrintStream err = stream(FileDescriptor.err);

  private Main() {}

  /// Runs the program.
  public static void main(String[] arguments) {
    ParentWatch.begin();
    int code = new CommandLine(new Main()).execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  @Override
  public Integer call() {
    var settings = new ServerSettings(data.toAbsolutePath(), port, bind, db, language, demo);
    Optional<StartFailure> wrong = wrong(settings);
    if (wrong.isPresent()) {
      return refuse(wrong.get());
    }
    RunningServer server;
    try {
      server = RunningServer.start(settings, properties(settings));
    } catch (RuntimeException e) {
      return refuse(StartFailure.of(e, settings.chinese()));
    }
    out.println("ready " + server.address());
    try {
      server.context().getBeansOfType(StartupNotice.class).values().stream()
          .flatMap(notice -> notice.lines().stream())
          .forEach(out::println);
    } catch (RuntimeException e) {
      if (server.isServing()) {
        throw e;
      } // else it was stopped before everything was told
    }
    return 0;
  }

  private static Map<String, Object> properties(ServerSettings settings) {
    var properties = new HashMap<>(LogSettings.of(settings));
    properties.put("kedge.jobs.install-signer", true);
    return properties;
  }

  private int refuse(StartFailure failure) {
    err.println(failure.text());
    return failure.exit();
  }

  /// Settings with which nothing is started.
  private static Optional<StartFailure> wrong(ServerSettings settings) {
    try {
      return Tls.isLoopback(settings.bind()) || Tls.of(settings.data()).isPresent()
          ? Optional.empty()
          : Optional.of(StartFailure.withoutTls(settings.bind(), settings.chinese()));
    } catch (IllegalArgumentException _) {
      return Optional.of(StartFailure.noAddress(settings.bind(), settings.chinese()));
    }
  }
}
