package io.kedge.bench;

import io.kedge.contract.SignatureCheck;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.crypto.SignatureRule;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.NodeLimits;
import io.kedge.ledger.node.NodeParts;
import io.kedge.ledger.node.SnapshotPolicy;
import io.kedge.ledger.node.Submitted;
import io.kedge.rulebook.StandardRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Measures how long a ledger of a given size takes to open: after an orderly end, after its state
/// was lost, with every record of the log read, and after a crash.
///
/// The ledger is filled without clients, and its transfers carry no real signatures: the node is
/// told to take them for verified. Nothing that opening does depends on them.
public final class RestartBench {
  private static final int PARTIES = 4_096;
  private static final int TAIL_DIVISOR = 20;
  private static final int REST_SECONDS = 3;
  private static final long PROGRESS_EVERY = 1_000_000;
  private static final Bytes UNSIGNED = Bytes.wrap(new byte[64]);

  /// A way of opening.
  public enum Way {
    /// After an orderly end.
    ORDERLY("bench.restart-orderly"),
    /// After the process was killed.
    CRASH("bench.restart-crash"),
    /// Without the stored state.
    SNAPSHOT("bench.restart-snapshot"),
    /// Only the log, every record of it.
    LOG("bench.restart-log");

    private final String words;

    Way(String words) {
      this.words = words;
    }

    /// Where its name in the user's language is.
    public String words() {
      return words;
    }
  }

  /// How long one way of opening took.
  ///
  /// @param way which
  /// @param millis until the node took commands
  /// @param notes what the node said about it
  public record Opening(Way way, long millis, List<String> notes) {}

  /// What was measured.
  ///
  /// @param machine processor, cores, memory, Java
  /// @param load load average before
  /// @param entries entries of the tree
  /// @param blocks blocks of the log
  /// @param logBytes bytes of the log
  /// @param stateBytes bytes of the stored state
  /// @param snapshotBytes bytes of the snapshot
  /// @param fillMillis how long filling the ledger took
  /// @param snapshotMillis how long making the snapshot took, beside a node without load
  /// @param openings each way of opening
  public record Report(
      String machine,
      double load,
      long entries,
      long blocks,
      long logBytes,
      long stateBytes,
      long snapshotBytes,
      long fillMillis,
      long snapshotMillis,
      List<Opening> openings) {}

  private final Path ledger;
  private final Consumer<String> progress;
  private final List<Opening> openings = new ArrayList<>();
  private Digest stateRoot = Digest.ZERO;

  private RestartBench(Path ledger, Consumer<String> progress) {
    this.ledger = ledger;
    this.progress = progress;
  }

  /// Fills a ledger in a fresh folder below the given one, which is removed afterwards, and opens
  /// it.
  ///
  /// @param entries how many entries its tree has at least
  /// @param progress is told of every step
  public static Report run(Path parent, long entries, Consumer<String> progress) throws Exception {
    Files.createDirectories(parent);
    Path folder = Files.createTempDirectory(parent, "restart-");
    try {
      return new RestartBench(folder.resolve("ledger"), progress).run(entries);
    } finally {
      remove(folder);
    }
  }

  private Report run(long entries) throws Exception {
    double load = Machine.load();
    long from = System.nanoTime();
    long blocks;
    long filled;
    long snapshotMillis;
    long snapshotBytes;
    Path killed = ledger.resolveSibling("killed");
    try (var bench = BenchLedger.found(parts(true), PARTIES)) {
      fill(bench, entries);
      filled = millisSince(from);
      LedgerNode node = bench.node();
      progress.accept(String.format(Locale.ROOT, "filled in %,d ms", filled));
      long begun = System.nanoTime();
      snapshotBytes = node.snapshot().bytes();
      snapshotMillis = millisSince(begun);
      progress.accept(String.format(Locale.ROOT, "snapshot made in %,d ms", snapshotMillis));
      fill(bench, entries + entries / TAIL_DIVISOR);
      node.awaitShown();
      TimeUnit.SECONDS.sleep(REST_SECONDS); // so that nothing is being written while it is copied
      blocks = node.tip().number();
      stateRoot = node.stateRoot();
      copy(ledger, killed);
    }
    long logBytes = sizeOf(ledger.resolve("log"));
    long stateBytes = sizeOf(ledger.resolve("state"));
    GenesisState genesis = BenchLedger.genesis(PARTIES);
    open(Way.ORDERLY, genesis, ledger);
    open(Way.ORDERLY, genesis, ledger);
    open(Way.CRASH, genesis, killed);
    remove(killed);
    remove(ledger.resolve("state"));
    open(Way.SNAPSHOT, genesis, ledger);
    readWholeLog();
    return new Report(
        Machine.description(),
        load,
        entries,
        blocks,
        logBytes,
        stateBytes,
        snapshotBytes,
        filled,
        snapshotMillis,
        List.copyOf(openings));
  }

  private NodeParts parts(boolean unsigned) throws IOException {
    return parts(ledger, unsigned);
  }

  private static NodeParts parts(Path folder, boolean unsigned) throws IOException {
    NodeParts real = BenchLedger.parts(folder);
    SignatureCheck rule = SignatureRule.standard();
    SignatureCheck check =
        (key, message, signature) ->
            signature.equals(UNSIGNED) || rule.verify(key, message, signature);
    return new NodeParts(
        real.disk(),
        real.clock(),
        real.state(),
        real.ordering(),
        unsigned ? check : rule,
        real.logKey(),
        real.fatal(),
        NodeLimits.standard().withSnapshots(SnapshotPolicy.never()));
  }

  /// Sends transfers, as many at once as there are wallets, and a wallet's one after the other.
  private void fill(BenchLedger bench, long entries) {
    var waiting = new ArrayDeque<CompletableFuture<Submitted>>();
    int wallet = 0;
    long told = PROGRESS_EVERY;
    while (bench.node().tip().treeSize() < entries) {
      if (waiting.size() >= PARTIES) {
        BenchLedger.require(waiting.remove());
      }
      SignedTransfers next = bench.wallets().get(wallet);
      wallet = (wallet + 1) % PARTIES;
      Bytes envelope = SignedTransfers.bytes(next.next(message -> UNSIGNED));
      waiting.add(bench.node().submit(envelope));
      if (bench.node().tip().treeSize() >= told) {
        progress.accept(String.format(Locale.ROOT, "%,d entries", told));
        told += PROGRESS_EVERY;
      }
    }
    waiting.forEach(BenchLedger::require);
  }

  private void open(Way way, GenesisState genesis, Path folder) throws Exception {
    NodeParts parts = parts(folder, false);
    System.gc();
    long from = System.nanoTime();
    try (LedgerNode node = LedgerNode.open(genesis, StandardRules.version1(), parts)) {
      long millis = millisSince(from);
      openings.add(new Opening(way, millis, node.notes()));
      progress.accept(String.format(Locale.ROOT, "%s: %,d ms", way, millis));
      if (!node.stateRoot().equals(stateRoot)) {
        throw new IllegalStateException(way + ": another state");
      }
    }
  }

  /// What a process that is killed leaves on its disk: the files as they are, without an end.
  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private void readWholeLog() throws IOException {
    NodeParts parts = parts(false);
    Digest id = LedgerLog.ledgerIdIn(parts.disk()).orElseThrow();
    long from = System.nanoTime();
    LedgerLog.openForReading(parts.disk(), id, LedgerLog.Reading.ALONE).close();
    long millis = millisSince(from);
    openings.add(new Opening(Way.LOG, millis, List.of()));
    progress.accept(String.format(Locale.ROOT, "every record read in %,d ms", millis));
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  private static long sizeOf(Path folder) throws IOException {
    long bytes = 0;
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
