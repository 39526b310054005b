package io.kedge.bench;

import io.kedge.kernel.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Signed transfers, one note in and two out, each acknowledged after it is on the disk. Clients
/// send one, wait for its answer, and send the next.
final class TransferWorkload implements Workload {
  private final String name;
  private final Target target;
  private final int clients;
  private final int perClient;
  private List<List<Bytes>> queues = List.of();
  private double perSecond;

  /// @param clients how many wait at once
  /// @param perClient how many transfers each sends in a round
  TransferWorkload(Target target, int clients, int perClient) {
    this(target.name(), target, clients, perClient);
  }

  /// The same under another name.
  TransferWorkload(String name, Target target, int clients, int perClient) {
    this.name = name;
    this.target = target;
    this.clients = clients;
    this.perClient = perClient;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int clients() {
    return clients;
  }

  /// How many transfers it does.
  int items() {
    return clients * perClient;
  }

  /// The rate of its last run; 0 before the first.
  double perSecond() {
    return perSecond;
  }

  /// Signs ahead. Every wallet is used, each by one client, so that keys differ whatever the number
  /// of clients.
  @Override
  public void prepare() {
    queues = IntStream.range(0, clients).parallel().mapToObj(this::sign).toList();
  }

  private List<Bytes> sign(int client) {
    int wallets = target.wallets().size();
    var queue = new ArrayList<Bytes>(perClient);
    int own = client;
    for (int i = 0; i < perClient; i++) {
      queue.add(SignedTransfers.bytes(target.wallets().get(own).next()));
      own = own + clients < wallets ? own + clients : client;
    }
    return queue;
  }

  @Override
  public Sample run() throws Exception {
    long before = DiskUse.bytes(target.written());
    Sample sample = run(target, queues);
    perSecond = sample.perSecond();
    return sample.withBytes(DiskUse.bytes(target.written()) - before);
  }

  /// Sends what each client has, a client's one after the other.
  static Sample run(Target target, List<List<Bytes>> queues) throws Exception {
    var started = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<long[]>>();
      for (List<Bytes> queue : queues) {
        answers.add(
            threads.submit(
                () -> {
                  started.await();
                  return send(target, queue);
                }));
      }
      var threadsBefore = ThreadTimes.now();
      var watch = new Stopwatch();
      started.countDown();
      var latencies = new long[queues.stream().mapToInt(List::size).sum()];
      int at = 0;
      for (Future<long[]> answer : answers) {
        long[] own = answer.get();
        System.arraycopy(own, 0, latencies, at, own.length);
        at += own.length;
      }
      Sample sample = watch.sample(latencies.length, 0, latencies);
      return sample.withStages(ThreadTimes.now().since(threadsBefore, sample.cpuNanos()));
    }
  }

  private static long[] send(Target target, List<Bytes> queue) {
    var latencies = new long[queue.size()];
    for (int i = 0; i < latencies.length; i++) {
      long from = System.nanoTime();
      target.transfer(queue.get(i));
      latencies[i] = System.nanoTime() - from;
    }
    return latencies;
  }
}
