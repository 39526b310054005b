package io.kedge.bench;

import io.kedge.contract.Envelope;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.PartyId;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.NodeLimits;
import io.kedge.ledger.node.NodeParts;
import io.kedge.ledger.node.SnapshotPolicy;
import io.kedge.ledger.node.Submitted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// A ledger with a given number of unspent notes, of which transfers spend some at random. After
/// each run what was split is merged again, so that the ledger keeps its size.
final class ScaleLedger {
  private static final int SPREAD = 63;
  private static final int MERGED_MAX = 64;
  private static final long UNITS_EACH = 1 << 20;
  private static final long SEED = 20_260_101;
  private static final long TOLD_EVERY = 1_000_000;

  private final Path folder;
  private final int parties;
  private final int notes;
  private final NotePool pool = new NotePool(SEED);
  private final BenchLedger ledger;
  private final double buildSeconds;
  private final List<Double> rates = new ArrayList<>();
  private final List<Double> slowest = new ArrayList<>();
  private final EnumMap<Stage, Long> stages = new EnumMap<>(Stage.class);
  private int mergedFrom;
  private long items;
  private long cpuNanos;

  private ScaleLedger(Path folder, int parties, int notes, Consumer<String> progress)
      throws IOException {
    this.folder = folder;
    this.parties = parties;
    this.notes = notes;
    var watch = new Stopwatch();
    this.ledger = BenchLedger.found(parts(folder), parties);
    spread(progress);
    this.buildSeconds = watch.nanos() / 1e9;
  }

  /// Founds a ledger and enters the notes, 63 with each command, spread over all parties.
  static ScaleLedger build(Path folder, int parties, int notes, Consumer<String> progress)
      throws IOException {
    return new ScaleLedger(folder, parties, notes, progress);
  }

  /// Snapshots are made when they are asked for, not beside what is measured.
  private static NodeParts parts(Path folder) throws IOException {
    return BenchLedger.parts(folder)
        .withLimits(NodeLimits.standard().withSnapshots(SnapshotPolicy.never()));
  }

  private void spread(Consumer<String> progress) {
    var waiting = new ArrayDeque<CompletableFuture<Submitted>>();
    int wallet = 0;
    long told = TOLD_EVERY;
    while (pool.size() < notes) {
      int count = Math.min(SPREAD, notes - pool.size());
      int first = pool.size();
      List<PartyId> to =
          IntStream.range(0, count).mapToObj(i -> BenchLedger.party(first + i, parties)).toList();
      Envelope envelope = ledger.wallets().get(wallet).spread(to, UNITS_EACH);
      int command = pool.command(envelope.id());
      for (int i = 0; i < count; i++) {
        pool.add(command, i, (first + i) % parties, UNITS_EACH);
      }
      wallet = (wallet + 1) % parties;
      if (waiting.size() >= parties) {
        BenchLedger.require(waiting.remove());
      }
      waiting.add(ledger.node().submit(SignedTransfers.bytes(envelope)));
      if (pool.size() >= told) {
        progress.accept("%,d notes".formatted(told));
        told += TOLD_EVERY;
      }
    }
    waiting.forEach(BenchLedger::require);
  }

  int notes() {
    return notes;
  }

  /// Sends transfers of 256 clients, each of a note drawn at random.
  ///
  /// @param counts false for a round that warms up
  /// @return transfers per second
  double run(int transfers, int clients, boolean counts) throws Exception {
    var runRates = new ArrayList<Double>();
    for (int left = transfers; left > 0; ) {
      int now = Math.min(left, Math.max(1, notes / 2));
      List<NotePool.Drawn> drawn = IntStream.range(0, now).mapToObj(_ -> pool.draw()).toList();
      List<Envelope> envelopes = sign(drawn);
      var threads = ThreadTimes.now();
      var watch = new Stopwatch();
      Sample sample = TransferWorkload.run(ledger, queues(envelopes, clients));
      ledger.node().awaitShown(); // what was stored meanwhile belongs to it
      if (counts) {
        long spent = watch.cpuNanos();
        items += now;
        cpuNanos += spent;
        ThreadTimes.now().since(threads, spent).forEach((k, v) -> stages.merge(k, v, Long::sum));
        rates.add(sample.perSecond());
        slowest.add(sample.percentileMillis(0.99));
      }
      runRates.add(sample.perSecond());
      merge(drawn, envelopes);
      left -= now;
    }
    return Rounds.median(runRates);
  }

  /// A party signs its own one after the other, all parties at once.
  private List<Envelope> sign(List<NotePool.Drawn> drawn) {
    var signed = new Envelope[drawn.size()];
    IntStream.range(0, parties)
        .parallel()
        .forEach(
            party -> {
              SignedTransfers wallet = ledger.wallets().get(party);
              for (int i = 0; i < signed.length; i++) {
                NotePool.Drawn note = drawn.get(i);
                if (note.owner() == party) {
                  signed[i] = wallet.pay(note.id(), note.units());
                }
              }
            });
    return List.of(signed);
  }

  private static List<List<Bytes>> queues(List<Envelope> envelopes, int clients) {
    var queues = new ArrayList<List<Bytes>>();
    for (int i = 0; i < clients; i++) {
      queues.add(new ArrayList<>());
    }
    for (int i = 0; i < envelopes.size(); i++) {
      queues.get(i % clients).add(SignedTransfers.bytes(envelopes.get(i)));
    }
    return queues;
  }

  /// Merges what the transfers made, so that there are as many notes as before.
  private void merge(List<NotePool.Drawn> drawn, List<Envelope> envelopes) {
    var made = new ArrayList<List<NotePool.Drawn>>();
    for (int i = 0; i < parties; i++) {
      made.add(new ArrayList<>());
    }
    for (int i = 0; i < drawn.size(); i++) {
      NotePool.Drawn spent = drawn.get(i);
      Envelope envelope = envelopes.get(i);
      long half = spent.units() / 2;
      int neighbour = (spent.owner() + 1) % parties;
      made.get(neighbour).add(new NotePool.Drawn(envelope.id().output(0), neighbour, half));
      made.get(spent.owner())
          .add(new NotePool.Drawn(envelope.id().output(1), spent.owner(), spent.units() - half));
    }
    var waiting = new ArrayList<CompletableFuture<Submitted>>();
    int surplus = pool.size() + 2 * drawn.size() - notes;
    mergedFrom = (mergedFrom + parties / 3 + 1) % parties; // so that no party is always the last
    for (int i = 0; i < parties; i++) {
      List<NotePool.Drawn> own = made.get((mergedFrom + i) % parties);
      for (int from = 0; from < own.size(); from += MERGED_MAX) {
        var part = own.subList(from, Math.min(own.size(), from + MERGED_MAX));
        int fewer = Math.min(surplus, (part.size() - 1) - (part.size() - 1) / 4);
        waiting.add(mergeInto(part, part.size() - fewer));
        surplus -= fewer;
      }
    }
    waiting.forEach(BenchLedger::require);
  }

  private CompletableFuture<Submitted> mergeInto(List<NotePool.Drawn> notesOf, int count) {
    long total = notesOf.stream().mapToLong(NotePool.Drawn::units).sum();
    var values = new ArrayList<Long>();
    for (int i = 0; i < count; i++) {
      values.add(total / count + (i < total % count ? 1 : 0));
    }
    int owner = notesOf.getFirst().owner();
    Envelope envelope =
        ledger
            .wallets()
            .get(owner)
            .merge(notesOf.stream().map(NotePool.Drawn::id).toList(), values);
    int command = pool.command(envelope.id());
    for (int i = 0; i < count; i++) {
      pool.add(command, i, owner, values.get(i));
    }
    return ledger.node().submit(SignedTransfers.bytes(envelope));
  }

  /// Processor time of a transfer over all counted rounds, in microseconds.
  double cpuMicrosPerItem() {
    return cpuNanos / 1e3 / items;
  }

  /// Gives the ledger up, opens it again in two ways, and tells all that was measured.
  ///
  /// @param smallestMicros processor time of a transfer in the smallest ledger
  ScaleReport.ScaleRow finish(double smallestMicros) throws IOException, InterruptedException {
    while (ledger.node().tip().number() % ledger.node().genesis().stateRootEvery() != 0) {
      // A snapshot is of a block whose header has a state root: one transfer makes one block.
      ledger.transfer(SignedTransfers.bytes(ledger.wallets().getFirst().next()));
    }
    ledger.node().snapshot();
    ledger.close();
    long logBytes = DiskUse.bytes(ledger.written());
    long stateBytes = DiskUse.bytes(folder.resolve(NodeParts.STATE));
    double orderly = openMillis();
    DiskUse.remove(folder.resolve(NodeParts.STATE));
    double snapshot = openMillis();
    return new ScaleReport.ScaleRow(
        pool.size(),
        Rounds.median(rates),
        Rounds.median(slowest),
        cpuMicrosPerItem(),
        cpuMicrosPerItem() / smallestMicros,
        buildSeconds,
        logBytes,
        stateBytes,
        orderly,
        snapshot,
        BudgetLine.of(stages, items));
  }

  private double openMillis() throws IOException {
    var watch = new Stopwatch();
    try (LedgerNode node = BenchLedger.open(parts(folder), parties)) {
      double millis = watch.nanos() / 1e6;
      if (node.tip().number() == 0) {
        throw new IllegalStateException("the ledger is empty");
      }
      return millis;
    }
  }

  /// Gives the ledger up without telling anything.
  void abandon() throws IOException {
    ledger.close();
  }
}
