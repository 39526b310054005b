package io.kedge.bench;

import io.kedge.ledger.crypto.CryptoProviders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/// Measures the ledger beside databases that do the same durable, signed transfers, each as it is
/// used best, in the same interleaved rounds.
public final class PeersBench {
  private static final String LEDGER = "kedge";
  private static final List<Integer> CLIENTS = List.of(16, 256);

  /// How much is done in a round.
  ///
  /// @param parties wallets with a key of their own, at least as many as clients
  /// @param verifications signatures verified
  /// @param transfers of each target with each number of clients
  public record Size(int parties, int verifications, int transfers) {
    /// About half a minute a round on two cores.
    public static final Size STANDARD = new Size(1_024, 40_000, 16_384);

    /// As little as shows that all of it works.
    public static final Size SMALL = new Size(256, 512, 512);
  }

  private PeersBench() {}

  /// The databases on the class path; none unless their module was built.
  public static List<PeerStore.Kind> kinds() {
    return ServiceLoader.load(PeerStore.Kind.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /// Runs the rounds in a fresh folder below the given one, which is removed afterwards.
  ///
  /// @param rounds how many rounds count, 1 or more
  /// @param progress is told of every round as it ends
  public static PeersReport run(
      Path parent, List<PeerStore.Kind> kinds, int rounds, Size size, Consumer<String> progress)
      throws Exception {
    double load = Machine.load();
    Files.createDirectories(parent);
    Path folder = Files.createTempDirectory(parent, "peers-").toAbsolutePath();
    var targets = new ArrayList<Target>();
    try {
      targets.add(BenchLedger.found(folder.resolve(LEDGER), size.parties()));
      for (PeerStore.Kind kind : kinds) {
        progress.accept("opening " + kind.name());
        targets.add(PeerTarget.open(kind, folder.resolve(kind.name()), size.parties()));
      }
      var rows = measure(targets, rounds, size, progress);
      return new PeersReport(
          Machine.description(), CryptoProviders.chosen().name(), load, rounds, rows);
    } finally {
      for (Target target : targets.reversed()) {
        target.close();
      }
      DiskUse.remove(folder);
    }
  }

  private static List<PeersReport.PeerRow> measure(
      List<Target> targets, int rounds, Size size, Consumer<String> progress) throws Exception {
    var verify = new VerifyOnly(size.verifications(), size.parties());
    var workloads = new ArrayList<Workload>(List.of(verify));
    for (int clients : CLIENTS) {
      for (Target target : targets) {
        workloads.add(workload(target, clients, size));
      }
    }
    for (Target target : targets) {
      var warmUp = size.equals(Size.SMALL) ? WarmUp.SMALL : WarmUp.SHORT;
      warmUp.run(workload(target, CLIENTS.getLast(), size), progress);
    }
    var measured = new Rounds(workloads, verify);
    measured.run(rounds, progress);
    var rows = new ArrayList<PeersReport.PeerRow>();
    for (int i = 0; i < workloads.size(); i++) {
      int ledger = 1 + (i - 1) / targets.size() * targets.size();
      double ratio = i == 0 ? 0 : measured.ratio(workloads.get(ledger), workloads.get(i));
      rows.add(new PeersReport.PeerRow(measured.rows().get(i), ratio));
    }
    return rows;
  }

  private static TransferWorkload workload(Target target, int clients, Size size) {
    String name = target instanceof BenchLedger ? LEDGER : target.name();
    return new TransferWorkload(name, target, clients, Math.max(1, size.transfers() / clients));
  }
}
