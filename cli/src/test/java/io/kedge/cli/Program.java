package io.kedge.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts the program as its user would: as a process of its own.
final class Program {
  private Program() {}

  /// What a finished process left.
  ///
  /// @param exit its exit status
  /// @param out its standard output
  /// @param err its standard error
  record Ended(int exit, String out, List<String> err) {
    /// The ids of the commands it said were accepted.
    List<String> accepted() {
      return err.stream()
          .filter(line -> line.startsWith("accepted "))
          .map(line -> line.substring("accepted ".length()))
          .toList();
    }
  }

  /// Runs the program to its end.
  static Ended run(String... arguments) throws IOException, InterruptedException {
    return runAndKill(Long.MAX_VALUE, arguments);
  }

  /// Runs the program and kills it, without a chance to say goodbye, once it has told of so many
  /// accepted commands.
  static Ended runAndKill(long acceptedMax, String... arguments)
      throws IOException, InterruptedException {
    return finish(builder(arguments).start(), acceptedMax);
  }

  /// The program as a process that was not started yet.
  static ProcessBuilder builder(String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dkedge.home=..");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "en_US.UTF-8");
    builder.environment().remove("KEDGE_PASSPHRASE");
    return builder;
  }

  /// Reads what a process says, to its end.
  static Ended finish(Process process, long acceptedMax) throws IOException, InterruptedException {
    var out = new StringBuilder();
    Thread reader =
        Thread.startVirtualThread(
            () -> {
              try (var in = lines(process.getInputStream())) {
                in.lines().forEach(line -> out.append(line).append('\n'));
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    var err = new ArrayList<String>();
    long accepted = 0;
    try (var in = lines(process.getErrorStream())) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        err.add(line);
        accepted += line.startsWith("accepted ") ? 1 : 0;
        if (accepted >= acceptedMax) {
          process.destroyForcibly();
        }
      }
    } catch (IOException e) {
      if (accepted < acceptedMax) {
        throw e;
      }
    }
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("the program does not end");
    }
    reader.join();
    return new Ended(process.exitValue(), out.toString(), List.copyOf(err));
  }

  private static BufferedReader lines(java.io.InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }
}
