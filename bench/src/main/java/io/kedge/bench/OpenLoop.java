package io.kedge.bench;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.node.Submitted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/// Signed transfers that arrive at half of the rate the ledger just showed it can do, whether or
/// not those before are answered. A transfer's latency counts from when it was due: an answer that
/// comes late makes none of the following look faster.
final class OpenLoop implements Workload {
  private static final int ITEMS_MIN = 200;

  private final BenchLedger ledger;
  private final DoubleSupplier peak;
  private final double seconds;
  private List<Bytes> envelopes = List.of();
  private double perSecond;

  /// @param peak transfers per second, as just measured in this round
  /// @param seconds how long transfers arrive
  OpenLoop(BenchLedger ledger, DoubleSupplier peak, double seconds) {
    this.ledger = ledger;
    this.peak = peak;
    this.seconds = seconds;
  }

  @Override
  public String name() {
    return "signed-transfer-half";
  }

  @Override
  public int clients() {
    return 0;
  }

  /// Signs ahead, wallet by wallet in turn: a wallet's next transfer comes long after its last.
  @Override
  public void prepare() {
    perSecond = Math.max(1, peak.getAsDouble() / 2);
    int wallets = ledger.wallets().size();
    int rounds = Math.max(1, (int) Math.ceil(Math.max(ITEMS_MIN, perSecond * seconds) / wallets));
    List<List<Bytes>> chains =
        IntStream.range(0, wallets).parallel().mapToObj(i -> chain(i, rounds)).toList();
    var all = new ArrayList<Bytes>(wallets * rounds);
    for (int round = 0; round < rounds; round++) {
      for (List<Bytes> chain : chains) {
        all.add(chain.get(round));
      }
    }
    envelopes = all;
  }

  private List<Bytes> chain(int wallet, int length) {
    var chain = new ArrayList<Bytes>(length);
    for (int i = 0; i < length; i++) {
      chain.add(SignedTransfers.bytes(ledger.wallets().get(wallet).next()));
    }
    return chain;
  }

  @Override
  public Sample run() throws Exception {
    long before = DiskUse.bytes(ledger.written());
    int items = envelopes.size();
    var latencies = new AtomicLongArray(items);
    var answers = new ArrayList<CompletableFuture<Submitted>>(items);
    double nanosEach = 1e9 / perSecond;
    var watch = new Stopwatch();
    long start = System.nanoTime();
    for (int i = 0; i < items; i++) {
      long due = start + (long) (i * nanosEach);
      awaitUntil(due);
      int item = i;
      answers.add(
          ledger
              .node()
              .submit(envelopes.get(i))
              .whenComplete((_, _) -> latencies.set(item, System.nanoTime() - due)));
    }
    answers.forEach(BenchLedger::require);
    var measured = new long[items];
    for (int i = 0; i < items; i++) {
      measured[i] = latencies.get(i);
    }
    return watch.sample(items, 0, measured).withBytes(DiskUse.bytes(ledger.written()) - before);
  }

  private static void awaitUntil(long due) {
    long left = due - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = due - System.nanoTime();
    }
  }
}
