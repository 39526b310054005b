package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.contract.MapView;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.PowerCut;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.disk.Survival;
import io.kedge.ledger.log.StorageFailed;
import io.kedge.ledger.proof.ReceiptVerdict;
import io.kedge.ledger.proof.ReceiptVerifier;
import io.kedge.ledger.state.PlainStateRoot;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A whole node on a simulated disk whose power fails at every point in turn.
class NodeSimulationTest {
  private static final int COMMANDS = 24;

  private static List<Bytes> script(TinyNode tiny) {
    var commands = new ArrayList<Bytes>();
    for (int i = 0; i < COMMANDS; i++) {
      String box = "tea" + i % 5;
      boolean drop = i % 4 == 3;
      commands.add(drop ? tiny.wallet.drop(box, "n" + i) : tiny.wallet.put(box, "t" + i, "n" + i));
    }
    return commands;
  }

  /// Submits the script one by one, or in groups at once, and notes what is acknowledged.
  private static void play(
      LedgerNode node, List<Bytes> script, int group, Map<CommandId, Submitted.Decided> acked) {
    for (int from = 0; from < script.size(); from += group) {
      var answers = new ArrayList<CompletableFuture<Submitted>>();
      for (Bytes command : script.subList(from, Math.min(script.size(), from + group))) {
        answers.add(node.submit(command));
      }
      for (var answer : answers) {
        try {
          if (answer.join() instanceof Submitted.Decided decided) {
            acked.putIfAbsent(decided.commandId(), decided);
          }
        } catch (CompletionException e) {
          assertThat(e.getCause()).isInstanceOf(NodeFault.class);
        }
      }
    }
  }

  private static void closeQuietly(LedgerNode node) {
    try {
      node.close();
    } catch (IOException | PowerCut e) {
      // The disk is gone: nothing more can be written.
    }
  }

  private static Digest uninterrupted(int every) throws IOException {
    var tiny = new TinyNode(every);
    try (var node = tiny.open(new SimDisk())) {
      play(node, script(tiny), 1, new LinkedHashMap<>());
      return node.stateRoot();
    }
  }

  /// Plays until the power fails after a number of disk operations; answers the disk as found.
  private static SimDisk playUntilCut(
      TinyNode tiny, int operations, int group, long seed, Map<CommandId, Submitted.Decided> acked)
      throws IOException {
    var disk = new SimDisk();
    disk.cutPowerAfter(operations);
    try {
      var node = tiny.open(disk);
      play(node, script(tiny), group, acked);
      closeQuietly(node);
    } catch (PowerCut e) {
      // It failed while opening.
    }
    return disk.afterPowerCut(Survival.seeded(seed));
  }

  private static void check(TinyNode tiny, LedgerNode node, Map<CommandId, Submitted.Decided> acked)
      throws Exception {
    for (var was : acked.values()) {
      var is = node.decided(was.commandId()).orElseThrow();
      assertThat(is.code()).isEqualTo(was.code());
      assertThat(is.height()).isEqualTo(was.height());
      assertThat(is.leafIndex()).isEqualTo(was.leafIndex());
    }
    var model = new MapView();
    model.apply(tiny.genesis.changes());
    try (var subscription =
        node.subscribeFromStart(
            block -> block.outcomes().forEach(outcome -> model.apply(outcome.changes())))) {
      assertThat(subscription.startsAfter()).isZero();
      node.awaitShown();
      assertThat(node.stateRoot()).isEqualTo(PlainStateRoot.of(model.entries()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void wheneverThePowerFailsNothingAcknowledgedIsLost(int every) throws Exception {
    Digest expected = uninterrupted(every);
    int cuts = 0;
    for (int operations = 1; operations < 170; operations += 1 + operations % 3) {
      var tiny = new TinyNode(every);
      var acked = new ConcurrentHashMap<CommandId, Submitted.Decided>();
      var random = new Random(operations);
      var disk =
          playUntilCut(tiny, operations, 1 + operations % 4, operations * 31L + every, acked);
      // The power may fail again while it recovers.
      for (int again = random.nextInt(3); again > 0; again--) {
        disk.cutPowerAfter(random.nextInt(20));
        try {
          closeQuietly(tiny.open(disk));
        } catch (PowerCut e) {
          cuts++;
        }
        disk = disk.afterPowerCut(Survival.seeded(random.nextLong()));
      }
      try (var node = tiny.open(disk)) {
        check(tiny, node, acked);
        play(node, script(tiny), 1, new LinkedHashMap<>());
        check(tiny, node, acked);
        assertThat(node.failure()).isEmpty();
        if (1 + operations % 4 == 1) {
          assertThat(node.stateRoot()).as("cut after %s", operations).isEqualTo(expected);
        }
      }
    }
    assertThat(cuts).as("recovery was cut too").isGreaterThan(5);
  }

  @Test
  void receiptsGivenOutBeforeThePowerFailedVerifyAgainstTheLedgerAfterwards() throws Exception {
    var tiny = new TinyNode(1);
    var disk = new SimDisk();
    var receipts = new ArrayList<Bytes>();
    var node = tiny.open(disk);
    var verifier = new ReceiptVerifier(List.of(node.vkey()));
    for (Bytes command : script(tiny)) {
      var decided = (Submitted.Decided) node.submit(command).join();
      receipts.add(node.receipt(decided.commandId()).join());
    }
    disk.cutPowerAfter(0);
    closeQuietly(node);
    var found = disk.afterPowerCut(Survival.nothing());
    try (var again = tiny.open(found)) {
      for (int i = 0; i < receipts.size(); i++) {
        assertThat(verifier.verify(receipts.get(i))).isInstanceOf(ReceiptVerdict.Accepted.class);
        var decided = (Submitted.Decided) again.submit(script(tiny).get(i)).join();
        assertThat(decided.again()).isTrue();
      }
    }
  }

  /// Found by the simulation of the market: the worker that looked for the earlier result died, and
  /// who had asked waited for ever.
  @Test
  void whoAsksAgainIsAnsweredEvenWhereTheEarlierResultCannotBeRead() throws Exception {
    var tiny = new TinyNode(1);
    var disk = new SimDisk();
    try (var node = tiny.open(disk)) {
      play(node, script(tiny), 1, new LinkedHashMap<>());
    }
    var node = tiny.open(disk);
    disk.cutPowerAfter(0);
    assertThatThrownBy(() -> disk.createDirectory("off")).isInstanceOf(PowerCut.class);
    assertThat(node.submit(script(tiny).getFirst())).failsWithin(Duration.ofSeconds(30));
    closeQuietly(node);
  }

  @Test
  void aFailedForceStopsTheNodeAndNothingIsAcknowledgedAfterIt() throws Exception {
    var tiny = new TinyNode(1);
    var disk = new SimDisk();
    var acked = new LinkedHashMap<CommandId, Submitted.Decided>();
    var node = tiny.open(disk);
    play(node, script(tiny).subList(0, 5), 1, acked);
    // With the receipts nothing derived is on its way any more: the next force is the log's.
    acked.keySet().forEach(id -> node.receipt(id).join());
    disk.failIo(SimDisk.Operation.FORCE, 1);
    var after = new LinkedHashMap<CommandId, Submitted.Decided>();
    play(node, script(tiny).subList(5, COMMANDS), 1, after);
    assertThat(after).isEmpty();
    assertThat(tiny.fatal.get()).isInstanceOf(StorageFailed.class);
    closeQuietly(node);
    try (var again = new TinyNode(1).open(disk.afterPowerCut(Survival.nothing()))) {
      check(tiny, again, acked);
    }
  }

  @Test
  void aFullDiskTurnsCommandsAwayAndGoesOnWhenThereIsSpace() throws Exception {
    var tiny = new TinyNode(1);
    var disk = new SimDisk();
    try (var node = tiny.open(disk)) {
      node.submit(tiny.wallet.put("tea", "x", "n1")).join();
      disk.limit(disk.bytesUsed() + 100);
      var pending = node.submit(tiny.wallet.put("tea", "y", "n2"));
      Submitted refused = node.submit(Bytes.utf8("}{")).join();
      while (!refused.code().equals(NodeRefusal.STORAGE_FULL.code())) {
        assertThat(refused.code()).isEqualTo("command.MALFORMED");
        refused = node.submit(Bytes.utf8("}{")).join();
      }
      assertThat(refused.code()).isEqualTo(NodeRefusal.STORAGE_FULL.code());
      assertThat(node.view().get(io.kedge.contract.Key.of("box", "tea"))).isPresent();
      disk.limit(Long.MAX_VALUE);
      assertThat(pending.join().accepted()).isTrue();
      assertThat(node.submit(tiny.wallet.put("tea", "z", "n5")).join().accepted()).isTrue();
    }
  }
}
