package io.kedge.bench;

import io.kedge.kernel.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Signed transfers, one note in and two out, each acknowledged after it is on the disk. Clients
/// send one, wait for its answer, and send the next.
final class TransferWorkload implements Workload {
  private final BenchLedger ledger;
  private final Path log;
  private final int clients;
  private final int perClient;
  private List<List<Bytes>> queues = List.of();

  /// @param log the folder whose growth is what a transfer writes for good
  /// @param clients how many wait at once
  /// @param perClient how many transfers each sends in a round
  TransferWorkload(BenchLedger ledger, Path log, int clients, int perClient) {
    this.ledger = ledger;
    this.log = log;
    this.clients = clients;
    this.perClient = perClient;
  }

  @Override
  public String name() {
    return "signed-transfer";
  }

  @Override
  public int clients() {
    return clients;
  }

  /// Signs ahead. Every wallet is used, each by one client, so that keys differ whatever the number
  /// of clients.
  @Override
  public void prepare() {
    var next = new ArrayList<List<Bytes>>();
    int wallets = ledger.wallets().size();
    for (int client = 0; client < clients; client++) {
      var queue = new ArrayList<Bytes>(perClient);
      int own = client;
      for (int i = 0; i < perClient; i++) {
        queue.add(SignedTransfers.bytes(ledger.wallets().get(own).next()));
        own = own + clients < wallets ? own + clients : client;
      }
      next.add(queue);
    }
    queues = next;
  }

  @Override
  public Sample run() throws Exception {
    long before = sizeOf(log);
    var started = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<long[]>>();
      for (List<Bytes> queue : queues) {
        answers.add(
            threads.submit(
                () -> {
                  started.await();
                  return send(queue);
                }));
      }
      var watch = new Stopwatch();
      started.countDown();
      var latencies = new long[clients * perClient];
      int at = 0;
      for (Future<long[]> answer : answers) {
        long[] own = answer.get();
        System.arraycopy(own, 0, latencies, at, own.length);
        at += own.length;
      }
      return watch.sample(latencies.length, 0, latencies).withBytes(sizeOf(log) - before);
    }
  }

  private long[] send(List<Bytes> queue) {
    var latencies = new long[queue.size()];
    for (int i = 0; i < latencies.length; i++) {
      long from = System.nanoTime();
      BenchLedger.require(ledger.node().submit(queue.get(i)));
      latencies[i] = System.nanoTime() - from;
    }
    return latencies;
  }

  private static long sizeOf(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(TransferWorkload::sizeOfFile).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long sizeOfFile(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
