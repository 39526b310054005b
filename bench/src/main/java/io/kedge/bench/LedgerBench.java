package io.kedge.bench;

import io.kedge.ledger.crypto.CryptoProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// Measures durable, signed transfers of the embedded ledger beside what bounds them: verifying the
/// same signatures and nothing else, and forcing the same bytes to the disk and nothing else. All
/// in
/// the same interleaved rounds.
public final class LedgerBench {
  private static final int FSYNC_GROUP = 256;
  private static final int FSYNC_BYTES = 700;

  /// How much is done in a round.
  ///
  /// @param parties wallets with a key of their own, at least as many as clients
  /// @param verifications signatures verified
  /// @param one transfers of the single client
  /// @param sixteen transfers of each of 16 clients
  /// @param many transfers of each of 256 clients
  public record Size(int parties, int verifications, int one, int sixteen, int many) {
    /// About ten seconds a round on two cores.
    public static final Size STANDARD = new Size(1_024, 40_000, 1_000, 500, 160);

    /// As little as shows that all of it works.
    public static final Size SMALL = new Size(256, 512, 20, 5, 2);
  }

  private LedgerBench() {}

  /// Runs the rounds in a fresh folder below the given one, which is removed afterwards.
  ///
  /// @param parent where there is space; the disk that is measured
  /// @param rounds how many rounds count, 1 or more
  /// @param progress is told of every round as it ends
  public static BenchReport run(Path parent, int rounds, Size size, Consumer<String> progress)
      throws Exception {
    double load = Machine.load();
    Files.createDirectories(parent);
    Path folder = Files.createTempDirectory(parent, "bench-");
    try (BenchLedger ledger = BenchLedger.found(folder.resolve("ledger"), size.parties())) {
      Path log = folder.resolve("ledger").resolve("log");
      var verify = new VerifyOnly(size.verifications(), size.parties());
      var workloads = new ArrayList<Workload>();
      workloads.add(verify);
      workloads.add(new FsyncOnly(folder, FSYNC_GROUP, FSYNC_BYTES));
      workloads.add(new TransferWorkload(ledger, log, 1, size.one()));
      workloads.add(new TransferWorkload(ledger, log, 16, size.sixteen()));
      workloads.add(new TransferWorkload(ledger, log, 256, size.many()));
      var measured = new Rounds(workloads, verify);
      measured.run(rounds, progress);
      List<Row> rows = measured.rows();
      return new BenchReport(
          Machine.description(), CryptoProviders.chosen().name(), load, rounds, rows);
    } finally {
      remove(folder);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
