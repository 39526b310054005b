package io.kedge.projection.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What a killed process has left behind in a data folder: a server that still runs, or only its
/// lock file, whose process id may by now be anybody's.
final class LeftServer {
  private static final System.Logger LOG = System.getLogger(LeftServer.class.getName());
  private static final long STOP_SECONDS = 60;

  private LeftServer() {}

  /// Ends a server that still runs on this folder, and removes what it has left. The caller holds
  /// the lock of the folder: no living process of ours uses it.
  static void end(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    Optional<ProcessHandle> running = running(file, data);
    if (running.isPresent()) {
      LOG.log(System.Logger.Level.INFO, "a killed process has left a PostgreSQL: stopping it");
      stop(running.get());
    }
    Files.deleteIfExists(file);
  }

  /// The process that the lock file names, where it is a PostgreSQL of this very folder.
  private static Optional<ProcessHandle> running(Path file, Path data) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.size() < 2) {
      return Optional.empty();
    }
    long id;
    try {
      id = Math.abs(Long.parseLong(lines.getFirst().strip()));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
    return ProcessHandle.of(id)
        .filter(ProcessHandle::isAlive)
        .filter(process -> isPostgresOf(process, data));
  }

  private static boolean isPostgresOf(ProcessHandle process, Path data) {
    String line = process.info().commandLine().orElse("");
    return line.contains("postgres") && line.contains(data.toString());
  }

  private static void stop(ProcessHandle process) throws IOException {
    try {
      // SIGINT is PostgreSQL's fast shutdown: it does not wait for its clients.
      new ProcessBuilder("sh", "-c", "kill -INT " + process.pid())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (ExecutionException e) {
      throw new IOException("the PostgreSQL left behind cannot be stopped", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a PostgreSQL left behind stops", e);
    }
  }
}
