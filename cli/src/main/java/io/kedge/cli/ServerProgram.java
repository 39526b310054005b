package io.kedge.cli;

import io.kedge.bench.ServerUnderTest;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The server as a process of its own: this program never has its classes. The start script builds
/// it into a folder and names that in the system property `kedge.server`.
final class ServerProgram {
  /// What the server prints, followed by its address, once it answers.
  private static final String READY = "ready ";

  /// What backup and restore print at the end, followed by the folder that was made.
  private static final String DONE = "done ";

  /// A server that was told to stop finishes what it began; one that takes longer is killed.
  private static final int STOP_SECONDS_MAX = 40;

  /// Exit statuses that are passed on: those of docs/reference/cli.md, and those of a process that
  /// ended because it was interrupted (130) or told to end (143).
  private static final Set<Integer> KEPT = Set.of(0, 1, 2, 130, 143);

  private final Terminal terminal;
  private final Path folder;
  private final CountDownLatch said = new CountDownLatch(1);
  private volatile boolean stopping;

  private ServerProgram(Terminal terminal, Path folder) {
    this.terminal = terminal;
    this.folder = folder;
  }

  /// The server that the start script built.
  ///
  /// @throws Failure where there is none
  static ServerProgram built(Terminal terminal) {
    Path folder = Path.of(System.getProperty("kedge.server", ""));
    if (folder.toString().isEmpty() || !Files.isDirectory(folder)) {
      throw Failure.no("SERVER_MISSING", terminal.words().say("server.missing"));
    }
    return new ServerProgram(terminal, folder);
  }

  /// Runs it until it ends or this process is told to end; then it is told to, and waited for.
  ///
  /// @param mainClass which of its programs
  /// @param arguments the arguments; the language is added
  /// @param told is told every line that it prints
  /// @return its exit status
  int run(String mainClass, List<String> arguments, Consumer<String> told)
      throws IOException, InterruptedException {
    Process process = builder(mainClass, arguments).start();
    var stop = new Thread(() -> stop(process), "stop the server");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      pass(process, told);
      int exit = process.waitFor();
      if (!stopping && !KEPT.contains(exit)) {
        throw Failure.no("SERVER_FAILED", terminal.words().say("server.failed", exit));
      }
      return exit;
    } finally {
      said.countDown();
      if (!stopping) {
        process.destroy();
      }
    }
  }

  /// The same for a server, which says when it answers.
  ///
  /// @param ready is told its address then
  int serve(List<String> arguments, Consumer<String> ready)
      throws IOException, InterruptedException {
    return run(
        "io.kedge.server.Main",
        arguments,
        line -> {
          if (line.startsWith(READY)) {
            ready.accept(line.substring(READY.length()).strip());
          }
        });
  }

  /// The same for backup and restore, which say when they are done.
  ///
  /// @param what `backup` or `restore`
  /// @param place of the backup
  int copy(String what, Path place, Optional<Path> data, Optional<String> database)
      throws IOException, InterruptedException {
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of(what, place.toString()));
    arguments.addAll(List.of("--data", data.orElse(UpCommand.DATA).toString()));
    database.ifPresent(url -> arguments.addAll(List.of("--db", url)));
    return run("io.kedge.server.backup.BackupProgram", arguments, this::copied);
  }

  private void copied(String line) {
    if (line.startsWith(DONE)) {
      terminal.document(
          out -> {
            out.writeStartObject();
            out.writeBooleanField("ok", true);
            out.writeStringField("folder", line.substring(DONE.length()));
            out.writeEndObject();
          });
    }
  }

  /// Starts one that is measured: no client of it is held back.
  ServerUnderTest startMeasured(Path data) throws IOException, InterruptedException {
    ProcessBuilder command =
        builder("io.kedge.server.Main", List.of("--data", data.toString(), "--port", "0"));
    command.environment().put("KEDGE_LIMITS_REQUESTSPERSECOND", "1000000");
    command.environment().put("KEDGE_LIMITS_REQUESTSBURST", "1000000");
    Process process = command.start();
    var out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.startsWith(READY)) {
      line = out.readLine();
    }
    if (line == null) {
      throw Failure.no("SERVER_FAILED", terminal.words().say("server.failed", process.waitFor()));
    }
    Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {}));
    return new Measured(process, URI.create(line.substring(READY.length()).strip()));
  }

  /// A server that is measured.
  private record Measured(Process process, URI address) implements ServerUnderTest {
    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }

  private void pass(Process process, Consumer<String> told) throws IOException {
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (terminal.json()) {
          terminal.progress(line);
        } else {
          terminal.line(line);
        }
        told.accept(line);
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw e;
      }
    }
  }

  private void stop(Process process) {
    stopping = true;
    if (process.isAlive()) {
      terminal.progress(terminal.words().say("server.stopping"));
    }
    process.toHandle().destroy(); // Process.destroy would close its output, and lose the rest of it
    try {
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        terminal.progress(terminal.words().say("server.killed", STOP_SECONDS_MAX));
        process.destroyForcibly();
      }
      said.await(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }

  private ProcessBuilder builder(String mainClass, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dstdout.encoding=UTF-8");
    command.add("-Dstderr.encoding=UTF-8");
    command.add("-Djava.awt.headless=true");
    command.add("-Dkedge.home=" + Home.directory());
    command.add("-Dkedge.child=true"); // it ends when this process is gone, however that went
    command.add("-Xlog:cds=off"); // an archive of classes that does not fit is no news to a user
    command.add("-Xlog:aot=off");
    command.add("-XX:+AutoCreateSharedArchive");
    command.add("-XX:SharedArchiveFile=" + folder.resolve("classes.jsa"));
    String own = System.getenv("KEDGE_SERVER_JAVA_OPTS");
    if (own != null && !own.isBlank()) {
      command.addAll(List.of(own.strip().split("\\s+", -1)));
    }
    command.add("-cp");
    command.add(folder + File.separator + "*");
    command.add(mainClass);
    command.addAll(arguments);
    command.add("--lang");
    command.add(terminal.words().chinese() ? "zh-CN" : "en");
    return new ProcessBuilder(command)
        .redirectInput(ProcessBuilder.Redirect.PIPE)
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
