package io.kedge.bench.sim;

import io.kedge.contract.VerificationKey;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.crypto.SignatureRule;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.disk.PowerCut;
import io.kedge.ledger.disk.SimClock;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.disk.Survival;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.NodeFault;
import io.kedge.ledger.node.NodeLimits;
import io.kedge.ledger.node.NodeParts;
import io.kedge.ledger.node.SnapshotPolicy;
import io.kedge.ledger.node.Submitted;
import io.kedge.ledger.ordering.SoloOrdering;
import io.kedge.ledger.proof.SignedNote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;

/// A real node on a simulated disk, clock and state, and its clients: what they were told, the
/// receipts they took home, the highest checkpoint they saw.
final class SimNode implements AutoCloseable {
  private static final SigningKey LOG_KEY =
      SigningKey.fromSeed(
          VerificationKey.Algorithm.ED25519, Digest.of(Bytes.utf8("log key")).bytes());
  private static final int STORE_ENTRIES = 50;
  private static final int SEGMENT_BYTES = 128 << 10;

  private final GenesisState genesis;
  private final RandomGenerator random;
  private final SimClock clock;
  private final NavigableMap<CommandId, Submitted.Decided> acknowledged = new TreeMap<>();
  private final List<Bytes> receipts = new ArrayList<>();
  private Optional<SignedNote> highest = Optional.empty();
  private SimDisk disk = new SimDisk();
  private SimState state = new SimState();
  private LedgerNode node;
  private long clockOffset;
  private int cutsInRecovery;

  SimNode(Genesis genesis, RandomGenerator random) throws IOException {
    this.genesis = GenesisState.of(genesis);
    this.random = random;
    this.clock = new SimClock(genesis.time().millis());
    this.node = open();
  }

  private LedgerNode open() throws IOException {
    return open(disk, state, highest.stream().toList());
  }

  /// A node on any disk, which must go on from the checkpoints that clients know.
  LedgerNode open(SimDisk on, SimState with, List<SignedNote> known) throws IOException {
    var limits =
        NodeLimits.standard()
            .withWorkers(1)
            .withStoreEntries(STORE_ENTRIES)
            .withSegmentBytesMax(SEGMENT_BYTES)
            .withSnapshots(SnapshotPolicy.never());
    var parts =
        new NodeParts(
            on,
            clock,
            with,
            () -> new SoloOrdering(clock),
            SignatureRule.standard(),
            LOG_KEY,
            _ -> {},
            limits);
    return LedgerNode.open(genesis, SimScript.rules(), parts, known);
  }

  GenesisState genesis() {
    return genesis;
  }

  LedgerNode node() {
    return node;
  }

  SimDisk disk() {
    return disk;
  }

  SimState state() {
    return state;
  }

  /// What was acknowledged, by command, as it was told first.
  NavigableMap<CommandId, Submitted.Decided> acknowledged() {
    return acknowledged;
  }

  /// The receipts that clients took home.
  List<Bytes> receipts() {
    return receipts;
  }

  /// The highest checkpoint that a client saw.
  Optional<SignedNote> highest() {
    return highest;
  }

  /// How often the power failed while the node was opened the last time.
  int cutsInRecovery() {
    return cutsInRecovery;
  }

  /// Turns the clock away from the time of the commands; 0 brings it back.
  void jumpClock(long millis) {
    clockOffset = millis;
  }

  /// Hands in commands at once, without waiting.
  List<CompletableFuture<Submitted>> offer(LedgerTime time, List<Bytes> envelopes) {
    clock.set(
        clockOffset == 0 ? Math.max(clock.millis(), time.millis()) : time.millis() + clockOffset);
    var futures = new ArrayList<CompletableFuture<Submitted>>();
    envelopes.forEach(envelope -> futures.add(node.submit(envelope)));
    return futures;
  }

  /// Waits for what became of commands.
  ///
  /// @return an answer each; empty where the node failed first
  List<Optional<Submitted>> await(List<CompletableFuture<Submitted>> futures) {
    var answers = new ArrayList<Optional<Submitted>>();
    for (var future : futures) {
      Optional<Submitted> answer = unlessFailed(future);
      answer.ifPresent(this::remember);
      answers.add(answer);
    }
    return answers;
  }

  private static <T> Optional<T> unlessFailed(CompletableFuture<T> future) {
    try {
      return Optional.of(future.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof NodeFault || e.getCause() instanceof PowerCut) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// True where an answer says what became of the command, and not that the node takes none now.
  static boolean isResult(Optional<Submitted> answer) {
    return answer.filter(told -> !told.code().startsWith("node.")).isPresent();
  }

  private void remember(Submitted answer) {
    if (answer instanceof Submitted.Decided decided) {
      acknowledged.putIfAbsent(decided.commandId(), decided);
    }
  }

  /// A client takes the receipt of a command home, if the node gets so far.
  void takeReceipt(CommandId id) {
    unlessFailed(node.receipt(id)).ifPresent(receipts::add);
    seeCheckpoint();
  }

  /// A client sees the newest checkpoint.
  void seeCheckpoint() {
    node.checkpoint().ifPresent(note -> highest = Optional.of(note));
  }

  /// True where a node that gives no answer has no reason to: its disk still works.
  boolean powerIsOn() {
    try {
      disk.list("");
      return true;
    } catch (PowerCut e) {
      return false;
    }
  }

  /// The power fails now, if it has not yet, and as often again while the node is being opened.
  ///
  /// @param survival what the disk keeps of what was not durable
  /// @param cuts how often recovery is cut short
  void restart(Survival survival, int cuts) throws IOException {
    cutsInRecovery = 0;
    disk.cutPowerAfter(0);
    closeQuietly();
    disk = disk.afterPowerCut(survival);
    state.cut(random);
    for (int again = cuts; again > 0; again--) {
      disk.cutPowerAfter(random.nextInt(25));
      try {
        node = open();
        disk.cutPowerAfter(0);
        closeQuietly();
      } catch (PowerCut e) {
        cutsInRecovery++;
      }
      disk = disk.afterPowerCut(Survival.seeded(random.nextLong()));
      state.cut(random);
    }
    disk.disturb(random.nextLong());
    node = open();
  }

  /// Closes in order and opens again.
  void reopen() throws IOException {
    node.close();
    node = open();
  }

  private void closeQuietly() {
    try {
      node.close();
    } catch (IOException | PowerCut e) {
      // The disk is gone: nothing more can be written.
    }
  }

  @Override
  public void close() throws IOException {
    node.close();
  }
}
