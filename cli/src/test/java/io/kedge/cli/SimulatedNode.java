package io.kedge.cli;

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
import io.kedge.ledger.node.Submitted;
import io.kedge.ledger.ordering.SoloOrdering;
import io.kedge.ledger.state.MemoryStateStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;

/// A real node on a simulated disk and clock. The power fails, and it is opened again on what the
/// disk kept; its state is gone each time and comes back from the log.
final class SimulatedNode implements AutoCloseable {
  private static final SigningKey LOG_KEY =
      SigningKey.fromSeed(
          VerificationKey.Algorithm.ED25519, Digest.of(Bytes.utf8("log key")).bytes());

  private final GenesisState genesis;
  private final RandomGenerator random;
  private final SimClock clock;
  private final SortedMap<CommandId, Submitted.Decided> acknowledged = new TreeMap<>();
  private SimDisk disk = new SimDisk();
  private LedgerNode node;
  private int cuts;
  private int cutsInRecovery;

  SimulatedNode(Genesis genesis, RandomGenerator random) throws IOException {
    this.genesis = GenesisState.of(genesis);
    this.random = random;
    this.clock = new SimClock(genesis.time().millis());
    this.node = open();
  }

  private LedgerNode open() throws IOException {
    var parts =
        new NodeParts(
            disk,
            clock,
            MemoryStateStore.provider(),
            () -> new SoloOrdering(clock),
            SignatureRule.standard(),
            LOG_KEY,
            _ -> {},
            NodeLimits.standard().withStoreEntries(50).withSegmentBytesMax(256 << 10));
    return LedgerNode.open(genesis, MarketScript.rules(), parts);
  }

  LedgerNode node() {
    return node;
  }

  /// What was acknowledged, by command, as it was told first.
  SortedMap<CommandId, Submitted.Decided> acknowledged() {
    return acknowledged;
  }

  /// How often the power failed, and how often of these while a node was being opened.
  int cuts() {
    return cuts;
  }

  int cutsInRecovery() {
    return cutsInRecovery;
  }

  /// Lets the power fail after some more operations of the disk.
  void cutPowerWithin(int operations) {
    disk.cutPowerAfter(random.nextInt(operations));
  }

  /// Hands in commands at once.
  ///
  /// @return an answer each; empty where the node failed first
  List<Optional<Submitted>> submit(LedgerTime time, List<Bytes> envelopes) {
    clock.set(Math.max(clock.millis(), time.millis()));
    var futures = new ArrayList<CompletableFuture<Submitted>>();
    envelopes.forEach(envelope -> futures.add(node.submit(envelope)));
    var answers = new ArrayList<Optional<Submitted>>();
    for (var future : futures) {
      Optional<Submitted> answer = await(future);
      answer.ifPresent(this::remember);
      answers.add(answer);
    }
    return answers;
  }

  private static Optional<Submitted> await(CompletableFuture<Submitted> future) {
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

  /// True where a node that gives no answer has no reason to: its disk still works.
  boolean powerIsOn() {
    try {
      disk.list("");
      return true;
    } catch (PowerCut e) {
      return false;
    }
  }

  /// The power fails now, if it has not yet, and perhaps again while the node is being opened.
  void restart() throws IOException {
    disk.cutPowerAfter(0);
    closeQuietly();
    cuts++;
    disk = disk.afterPowerCut(Survival.seeded(random.nextLong()));
    for (int again = random.nextInt(3); again > 0; again--) {
      disk.cutPowerAfter(random.nextInt(25));
      try {
        node = open();
        disk.cutPowerAfter(0);
        closeQuietly();
      } catch (PowerCut e) {
        cutsInRecovery++;
      }
      cuts++;
      disk = disk.afterPowerCut(Survival.seeded(random.nextLong()));
    }
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
