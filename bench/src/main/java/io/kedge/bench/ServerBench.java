package io.kedge.bench;

import io.kedge.ledger.crypto.CryptoProviders;
import io.kedge.ledger.crypto.LedgerKeys;
import io.kedge.ledger.node.NodeParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Measures a server over HTTP beside the ledger alone, in the same interleaved rounds: the same
/// signed transfers, each acknowledged after it is on the disk. Then, with clients listening to its
/// events, how long it takes until an acknowledged transfer can be seen.
public final class ServerBench {
  private static final String LEDGER = "bench";
  private static final List<Integer> CLIENTS = List.of(1, 16, 64);
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  /// How much is done.
  ///
  /// @param parties wallets with a key of their own, at least as many as clients
  /// @param transfers of each target with each number of clients, in a round
  /// @param listeners how many clients listen to the server's events at the end
  public record Size(int parties, int transfers, int listeners) {
    /// About half a minute a round on two cores.
    public static final Size STANDARD = new Size(256, 6_400, 200);

    /// As little as shows that all of it works.
    public static final Size SMALL = new Size(64, 128, 8);
  }

  private ServerBench() {}

  /// Runs the rounds in a fresh folder below the given one, which is removed afterwards.
  ///
  /// @param rounds how many rounds count, 1 or more
  /// @param progress is told of every round as it ends
  public static ServerReport run(
      Path parent,
      ServerUnderTest.Starter starter,
      int rounds,
      Size size,
      Consumer<String> progress)
      throws Exception {
    double load = Machine.load();
    Files.createDirectories(parent);
    Path folder = Files.createTempDirectory(parent, "server-").toAbsolutePath();
    try (BenchLedger alone = BenchLedger.found(folder.resolve("alone"), size.parties())) {
      Path data = folder.resolve("data");
      List<SignedTransfers> wallets = found(data.resolve("ledgers").resolve(LEDGER), size);
      progress.accept("starting the server");
      try (ServerUnderTest server = starter.start(data);
          var http =
              new HttpTarget(
                  server.address(),
                  LEDGER,
                  data.resolve("ledgers").resolve(LEDGER).resolve("log"),
                  wallets)) {
        var rows = measure(alone, http, rounds, size, progress);
        progress.accept(size.listeners() + " listeners");
        var seen = seen(server, http, size);
        return new ServerReport(
            Machine.description(),
            CryptoProviders.chosen().name(),
            load,
            rounds,
            rows,
            seen.streams(),
            seen.visible());
      }
    } finally {
      DiskUse.remove(folder);
    }
  }

  private static List<SignedTransfers> found(Path folder, Size size) throws IOException {
    Files.createDirectories(folder);
    var parts =
        NodeParts.in(
            folder,
            LedgerKeys.forStory(folder, _ -> {}),
            cause -> {
              throw new IllegalStateException(cause);
            });
    try (BenchLedger ledger = BenchLedger.found(parts, size.parties())) {
      return ledger.wallets();
    }
  }

  private static List<ServerReport.ServerRow> measure(
      Target alone, Target http, int rounds, Size size, Consumer<String> progress)
      throws Exception {
    var workloads = new ArrayList<Workload>();
    for (int clients : CLIENTS) {
      workloads.add(workload(alone, clients, size));
      workloads.add(workload(http, clients, size));
    }
    var warmUp = size.equals(Size.SMALL) ? WarmUp.SMALL : new WarmUp(60_000, 30_000, 30);
    for (Target target : List.of(alone, http)) {
      warmUp.run(workload(target, CLIENTS.getLast(), size), progress);
    }
    var measured = new Rounds(workloads, workloads.getFirst());
    measured.run(rounds, progress);
    var rows = new ArrayList<ServerReport.ServerRow>();
    for (int i = 0; i < workloads.size(); i++) {
      double ratio = measured.ratio(workloads.get(i), workloads.get(i / 2 * 2));
      rows.add(new ServerReport.ServerRow(measured.rows().get(i), ratio));
    }
    return rows;
  }

  private static TransferWorkload workload(Target target, int clients, Size size) {
    int transfers = clients == 1 ? size.transfers() / 8 : size.transfers();
    return new TransferWorkload(target, clients, Math.max(1, transfers / clients));
  }

  /// @param streams how the listeners fared
  /// @param visible how long it took
  private record Seen(ServerReport.Streams streams, ServerReport.Visible visible) {}

  private static Seen seen(ServerUnderTest server, HttpTarget http, Size size) throws Exception {
    try (var streams = EventStreams.open(server.address(), LEDGER, size.listeners())) {
      Map<Long, Long> acknowledged = new ConcurrentHashMap<>();
      var last = new AtomicLong();
      http.onAcknowledged(
          (height, at) -> {
            acknowledged.merge(height, at, Math::min);
            last.accumulateAndGet(height, Math::max);
          });
      TransferWorkload load = workload(http, 16, size);
      load.prepare();
      load.run();
      var millis = new ArrayList<Double>();
      for (var block : acknowledged.entrySet()) {
        long heard = streams.heardAt(block.getKey(), PATIENCE_NANOS);
        if (heard == 0) {
          throw new IllegalStateException("nobody heard of block " + block.getKey());
        }
        millis.add(Math.max(0, heard - block.getValue()) / 1e6);
      }
      return new Seen(streams.report(last.get(), PATIENCE_NANOS), visible(millis));
    }
  }

  private static ServerReport.Visible visible(List<Double> millis) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new ServerReport.Visible(sorted.length, share(sorted, 0.50), share(sorted, 0.99));
  }

  private static double share(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
