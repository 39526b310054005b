package io.kedge.bench;

import io.kedge.ledger.crypto.CryptoProviders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Measures durable, signed transfers of the embedded ledger beside what bounds them: verifying the
/// same signatures and nothing else, and forcing the same bytes to the disk and nothing else. All
/// in the same interleaved rounds.
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
  /// @param halfSeconds how long transfers arrive at half the rate
  /// @param proofs inclusion proofs made
  public record Size(
      int parties,
      int verifications,
      int one,
      int sixteen,
      int many,
      double halfSeconds,
      int proofs) {
    /// About ten seconds a round on two cores.
    public static final Size STANDARD = new Size(1_024, 40_000, 1_000, 500, 160, 2.0, 40_000);

    /// As little as shows that all of it works.
    public static final Size SMALL = new Size(256, 512, 20, 5, 2, 0.02, 100);
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
      var many = new TransferWorkload(ledger, 256, size.many());
      warmUp(size).run(many, progress);
      progress.accept("a follower catches up");
      try (var replay = new ReplayWorkload(ledger, folder.resolve("follower"), many)) {
        var verify = new VerifyOnly(size.verifications(), size.parties());
        var leader = new Preceded(replay::catchUp, many);
        var workloads =
            List.of(
                verify,
                new FsyncOnly(folder, FSYNC_GROUP, FSYNC_BYTES),
                new TransferWorkload(ledger, 1, size.one()),
                new TransferWorkload(ledger, 16, size.sixteen()),
                leader,
                replay,
                new OpenLoop(ledger, many::perSecond, size.halfSeconds()),
                new ProofWorkload(ledger, size.proofs()));
        var measured = new Rounds(workloads, verify);
        measured.run(rounds, progress);
        return new BenchReport(
            Machine.description(),
            CryptoProviders.chosen().name(),
            load,
            rounds,
            measured.rows(),
            measured.budget(leader),
            measured.ratio(replay, leader));
      }
    } finally {
      DiskUse.remove(folder);
    }
  }

  private static WarmUp warmUp(Size size) {
    return size.equals(Size.SMALL) ? WarmUp.SMALL : WarmUp.STANDARD;
  }
}
