package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.PowerCut;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.disk.Survival;
import io.kedge.ledger.fsck.Fsck;
import io.kedge.ledger.snapshot.Snapshots;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/// A node that makes snapshots and prunes while it works, on a disk whose power fails at every
/// point
/// in turn: what was acknowledged is there, and a start finds its way.
class KeepingSimulationTest {
  private static final int COMMANDS = 70;

  private static LedgerNode open(TinyNode tiny, SimDisk disk) throws IOException {
    var limits =
        NodeLimits.standard()
            .withStoreEntries(3)
            .withSegmentBytesMax(8 << 10)
            .withSnapshots(new SnapshotPolicy(20, 2));
    return tiny.open(tiny.parts(disk).withLimits(limits));
  }

  private static void play(TinyNode tiny, LedgerNode node, Map<CommandId, Long> acked) {
    for (int i = 0; i < COMMANDS; i++) {
      var put = tiny.wallet.put("tea" + i % 6, "t".repeat(120) + i, "n" + i);
      try {
        if (node.submit(put).join() instanceof Submitted.Decided decided) {
          acked.putIfAbsent(decided.commandId(), decided.height());
        }
      } catch (CompletionException e) {
        assertThat(e.getCause()).isInstanceOf(NodeFault.class);
        return;
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

  private static SimDisk fresh() throws IOException {
    var disk = new SimDisk();
    SmallFile.replace(
        disk, RetentionPolicy.FILE, Bytes.utf8("kedge-retention 1\nkeep-blocks 10\n"));
    disk.forceDirectory("");
    return disk;
  }

  @Test
  void nothingAcknowledgedIsLostWhileSnapshotsComeAndPayloadsGo() throws Exception {
    Digest expected;
    try (var node = open(new TinyNode(1), fresh())) {
      play(new TinyNode(1), node, new TreeMap<>());
      expected = node.stateRoot();
    }
    int pruned = 0;
    int snapshots = 0;
    for (int operations = 40; operations < 900; operations += 1 + operations % 23) {
      var tiny = new TinyNode(1);
      var acked = new TreeMap<CommandId, Long>();
      var disk = fresh();
      disk.cutPowerAfter(operations);
      try {
        var node = open(tiny, disk);
        play(tiny, node, acked);
        closeQuietly(node);
      } catch (PowerCut e) {
        // It failed while opening.
      }
      var random = new Random(operations);
      SimDisk found = disk.afterPowerCut(Survival.seeded(operations));
      found.cutPowerAfter(random.nextInt(60));
      try {
        closeQuietly(open(tiny, found));
      } catch (PowerCut e) {
        // It failed while recovering.
      }
      found = found.afterPowerCut(Survival.seeded(random.nextLong()));
      try (var node = open(tiny, found)) {
        for (var was : acked.entrySet()) {
          assertThat(node.decided(was.getKey()).orElseThrow().height()).isEqualTo(was.getValue());
        }
        play(tiny, node, acked);
        assertThat(node.stateRoot()).as("cut after %s", operations).isEqualTo(expected);
        assertThat(node.failure()).isEmpty();
      }
      snapshots += Snapshots.names(found).size();
      pruned += found.list("log").stream().anyMatch(name -> name.endsWith(".pruned")) ? 1 : 0;
      assertThat(
              Fsck.run(found, tiny.genesis, TinyRules.book(), Optional.empty(), height -> {})
                  .faults())
          .as("cut after %s", operations)
          .isEmpty();
    }
    assertThat(snapshots).isGreaterThan(50);
    assertThat(pruned).isGreaterThan(20);
  }
}
