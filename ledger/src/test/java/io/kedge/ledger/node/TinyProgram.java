package io.kedge.ledger.node;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A node in a process of its own, on real files, with writers that send one command after the
/// other and tell what they have: `accepted ID` on standard error when it is acknowledged,
/// `receipt BASE64` on standard output when its receipt is there.
final class TinyProgram {
  private static final PrintStream OUT =
      new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
  private static final PrintStream ERR =
      new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true);

  private TinyProgram() {}

  /// DIR WRITERS COMMANDS NAME: as many commands from each writer, with nonces that begin so.
  public static void main(String[] args) throws Exception {
    var tiny = new TinyNode(1);
    int commands = Integer.parseInt(args[2]);
    try (LedgerNode node = open(tiny, Path.of(args[0]))) {
      var writers = new ArrayList<Thread>();
      for (int i = 0; i < Integer.parseInt(args[1]); i++) {
        String name = args[3] + "-" + i;
        writers.add(Thread.ofPlatform().start(() -> write(tiny, node, name, commands)));
      }
      for (Thread writer : writers) {
        writer.join();
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private static LedgerNode open(TinyNode tiny, Path directory) throws IOException {
    var parts =
        NodeParts.in(directory, TinyRules.key(99), Fatal.halting(ERR), tiny.clock)
            .withLimits(
                NodeLimits.standard()
                    .withWorkers(2)
                    .withStoreEntries(20)
                    .withSegmentBytesMax(16 << 10));
    return tiny.open(parts);
  }

  private static void write(TinyNode tiny, LedgerNode node, String name, int commands) {
    for (int i = 0; i < commands; i++) {
      var submitted = node.submit(tiny.wallet.put(name + i % 7, "t" + i, name + "." + i)).join();
      if (submitted instanceof Submitted.Decided decided) {
        ERR.println("accepted " + decided.commandId().hex());
        OUT.println("receipt " + node.receipt(decided.commandId()).join().base64());
      }
    }
  }

  /// The command that starts it.
  static List<String> command(Path directory, int writers, int commands, String name) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        TinyProgram.class.getName(),
        directory.toString(),
        Integer.toString(writers),
        Integer.toString(commands),
        name);
  }

  /// What a process told before its end.
  ///
  /// @param accepted the ids of the commands it acknowledged
  /// @param receipts the receipts that its clients have
  /// @param errors its standard error
  record Told(List<CommandId> accepted, List<Bytes> receipts, String errors) {
    static Told of(String out, String err) {
      var accepted =
          whole(err, "accepted ").stream()
              .map(hex -> new CommandId(io.kedge.kernel.Digest.fromHex(hex)))
              .toList();
      return new Told(
          accepted, whole(out, "receipt ").stream().map(Bytes::fromBase64).toList(), err);
    }

    /// The lines that were written to their end.
    private static List<String> whole(String text, String label) {
      int end = text.lastIndexOf('\n') + 1;
      return text.substring(0, end)
          .lines()
          .filter(line -> line.startsWith(label))
          .map(line -> line.substring(label.length()))
          .toList();
    }
  }

  /// Starts a command and waits for its end.
  ///
  /// @param killAfterMillis when it is killed, counted from its first line; negative for never
  static Told run(List<String> command, Path scratch, long killAfterMillis) throws Exception {
    Path out = scratch.resolve("out");
    Path err = scratch.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .directory(scratch.toFile()) // a JVM whose own calls fail leaves its report there
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      if (killAfterMillis >= 0) {
        while (process.isAlive() && java.nio.file.Files.size(err) == 0) {
          process.waitFor(5, TimeUnit.MILLISECONDS);
        }
        process.waitFor(killAfterMillis, TimeUnit.MILLISECONDS);
        process.destroyForcibly();
      }
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("it hangs: " + command + "\n" + read(err));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return Told.of(read(out), read(err));
  }

  private static String read(Path file) throws IOException {
    return new String(java.nio.file.Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
