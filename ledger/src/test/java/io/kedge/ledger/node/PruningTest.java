package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.PowerCut;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.disk.Survival;
import io.kedge.ledger.fsck.Fsck;
import io.kedge.ledger.fsck.FsckReport;
import io.kedge.ledger.log.LogFault;
import io.kedge.ledger.proof.ReceiptVerdict;
import io.kedge.ledger.proof.ReceiptVerifier;
import io.kedge.ledger.snapshot.Snapshots;
import io.kedge.ledger.tree.TreeProofs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Payloads are dropped, hashes stay.
class PruningTest {
  private static final int COMMANDS = 90;

  private final TinyNode tiny = new TinyNode(1);
  private final SimDisk disk = new SimDisk();
  private final List<Bytes> receipts = new ArrayList<>();
  private final List<CommandId> ids = new ArrayList<>();
  private Digest stateRoot = Digest.ZERO;
  private Digest treeRoot = Digest.ZERO;
  private long treeSize;

  @BeforeEach
  void aLedgerWithSeveralSegments() throws Exception {
    try (var node = tiny.open(disk)) {
      fill(node, 0, COMMANDS);
    }
  }

  private void fill(LedgerNode node, int from, int to) {
    for (int i = from; i < to; i++) {
      var put = tiny.wallet.put("tea" + i % 7, "t".repeat(200) + i, "n" + i);
      var decided = (Submitted.Decided) node.submit(put).join();
      ids.add(decided.commandId());
      receipts.add(node.receipt(decided.commandId()).join());
    }
    stateRoot = node.stateRoot();
    treeRoot = node.tip().treeRoot();
    treeSize = node.tip().treeSize();
  }

  private void snapshot() throws Exception {
    try (var node = tiny.open(disk)) {
      node.snapshot();
    }
  }

  private static FsckReport fsck(TinyNode tiny, Disk disk) throws IOException {
    return Fsck.run(disk, tiny.genesis, TinyRules.book(), Optional.empty(), height -> {});
  }

  private void assertWhole(SimDisk found) throws Exception {
    try (var node = new TinyNode(1).open(found)) {
      assertThat(node.stateRoot()).isEqualTo(stateRoot);
      assertThat(node.tip().treeRoot()).isEqualTo(treeRoot);
      var verifier = new ReceiptVerifier(List.of(node.vkey()));
      for (int i = 0; i < ids.size(); i++) {
        assertThat(verifier.verify(receipts.get(i))).isInstanceOf(ReceiptVerdict.Accepted.class);
        assertThat(node.decided(ids.get(i))).isPresent();
      }
    }
    FsckReport report = fsck(tiny, found);
    assertThat(report.faults()).isEmpty();
    assertThat(report.stateRoot()).isEqualTo(stateRoot);
    assertThat(report.treeRoot()).isEqualTo(treeRoot);
  }

  @Test
  void withoutASnapshotNothingIsPruned() throws Exception {
    assertThatThrownBy(() -> PayloadPruning.prune(disk, tiny.genesis, Optional.of(50L)))
        .isInstanceOf(NodeFault.class)
        .hasMessageContaining("SNAPSHOT_MISSING")
        .hasMessageContaining("kedge ledger snapshot");
    snapshot();
    assertThatThrownBy(() -> PayloadPruning.prune(disk, tiny.genesis, Optional.of(500L)))
        .hasMessageContaining("RANGE_MISSING");
    String name = Snapshots.names(disk).getFirst();
    disk.flip(Snapshots.directory(name) + "/entries", 800);
    assertThatThrownBy(() -> PayloadPruning.prune(disk, tiny.genesis, Optional.of(50L)))
        .hasMessageContaining("SNAPSHOT_MISSING");
    assertThat(disk.list("log")).noneMatch(file -> file.endsWith(".pruned"));
  }

  @Test
  void payloadsGoAndEveryProofStays() throws Exception {
    snapshot();
    assertThat(contains(disk, "t".repeat(200) + "3\"")).isTrue();
    long before = disk.bytesUsed();
    var pruned = PayloadPruning.prune(disk, tiny.genesis, Optional.of(70L));
    assertThat(pruned.firstWhole()).isBetween(30L, 70L);
    assertThat(pruned.log().freed()).isPositive();
    assertThat(before - disk.bytesUsed()).isEqualTo(pruned.log().freed());
    assertThat(contains(disk, "t".repeat(200) + "3\"")).isFalse();

    try (var node = tiny.open(disk)) {
      assertThatThrownBy(() -> node.block(3))
          .hasRootCauseInstanceOf(LogFault.class)
          .hasMessageContaining("PRUNED");
      assertThatThrownBy(() -> node.receipt(ids.get(3)).join()).hasMessageContaining("PRUNED");
      assertThat(node.receipt(ids.getLast()).join()).isNotNull();
      assertThat(node.submit(tiny.wallet.put("tea3", "t".repeat(200) + 3, "n3")).join())
          .isInstanceOfSatisfying(
              Submitted.Decided.class, decided -> assertThat(decided.again()).isTrue());
    }
    var proofs = new TreeProofs(new TileFiles(disk));
    for (long index = 0; index < treeSize; index++) {
      Digest leaf = proofs.leafHash(index, treeSize);
      assertThat(proofs.inclusion(index, treeSize).verify(leaf, treeRoot).accepted()).isTrue();
    }
    assertWhole(disk);
    assertThat(fsck(tiny, disk).notes()).anyMatch(note -> note.contains("pruned"));

    Map<String, Bytes> tiles = files(disk, "tile/");
    for (String tile : tiles.keySet()) {
      disk.delete(tile);
    }
    assertWhole(disk);
    assertThat(files(disk, "tile/")).isEqualTo(tiles);
  }

  private static boolean contains(SimDisk disk, String text) throws IOException {
    byte[] wanted = Bytes.utf8(text).toArray();
    for (String name : disk.list("log")) {
      var content = ByteBuffer.wrap(disk.contents("log/" + name));
      for (int at = 0; at + wanted.length <= content.limit(); at++) {
        if (content.slice(at, wanted.length).equals(ByteBuffer.wrap(wanted))) {
          return true;
        }
      }
    }
    return false;
  }

  private static Map<String, Bytes> files(SimDisk disk, String prefix) throws IOException {
    var files = new TreeMap<String, Bytes>();
    for (String name : disk.files()) {
      if (name.startsWith(prefix)) {
        files.put(name, Bytes.wrap(disk.contents(name)));
      }
    }
    return files;
  }

  @Test
  void aFaultInWhatWasKeptIsFound() throws Exception {
    snapshot();
    PayloadPruning.prune(disk, tiny.genesis, Optional.of(70L));
    assertThat(fsck(tiny, disk).ok()).isTrue();
    int flips = 0;
    for (String name : disk.files()) {
      if (name.endsWith(".pruned") || name.startsWith("snap/") || name.startsWith("tile/")) {
        int bits = 8 * disk.contents(name).length;
        for (int bit = 3; bit < bits; bit += Math.max(1, bits / 6)) {
          disk.flip(name, bit);
          assertThat(fsck(tiny, disk).faults()).as(name + " bit " + bit).isNotEmpty();
          disk.flip(name, bit);
          flips++;
        }
      }
    }
    assertThat(flips).isGreaterThan(40);
  }

  @Test
  void thePowerFailsWhilePruning() throws Exception {
    snapshot();
    int cuts = 0;
    boolean finished = false;
    for (int operations = 0; !finished; operations++) {
      var cut = disk.copy();
      cut.cutPowerAfter(operations);
      try {
        PayloadPruning.prune(cut, tiny.genesis, Optional.of(80L));
        finished = true;
      } catch (PowerCut e) {
        cuts++;
      }
      SimDisk found = cut.afterPowerCut(Survival.seeded(operations));
      if (operations % 5 == 0 || finished) {
        assertWhole(found.copy());
      }
      PayloadPruning.prune(found, tiny.genesis, Optional.of(80L));
      assertThat(fsck(tiny, found).faults()).isEmpty();
    }
    assertThat(cuts).isGreaterThan(12);
  }

  @Test
  void aPolicyPrunesBesideARunningNode() throws Exception {
    SmallFile.replace(
        disk, RetentionPolicy.FILE, Bytes.utf8("kedge-retention 1\nkeep-blocks 20\n"));
    var limits =
        NodeLimits.standard()
            .withStoreEntries(3)
            .withSegmentBytesMax(16 << 10)
            .withSnapshots(new SnapshotPolicy(30, 2));
    try (var node = tiny.open(tiny.parts(disk).withLimits(limits))) {
      fill(node, COMMANDS, 260);
    }
    assertThat(disk.list("log")).anyMatch(file -> file.endsWith(".pruned"));
    assertThat(Snapshots.names(disk)).hasSize(2);
    assertWhole(disk);
    var pruned = PayloadPruning.prune(disk, tiny.genesis, Optional.empty());
    assertThat(pruned.firstWhole()).isLessThanOrEqualTo(241);
    assertWhole(disk);
  }

  @Test
  void aPolicyIsReadStrictly() {
    assertThat(
            RetentionPolicy.parse(Bytes.utf8("kedge-retention 1\nkeep-days 30\nkeep-blocks 9\n")))
        .isEqualTo(new RetentionPolicy(9, 30));
    for (String bad :
        List.of(
            "",
            "keep-blocks 3",
            "kedge-retention 1",
            "kedge-retention 1\nkeep-blocks 0",
            "kedge-retention 1\nkeep-blocks 3\nkeep-blocks 4",
            "kedge-retention 1\nkeep-blocks -3",
            "kedge-retention 1\nkeep-moons 3",
            "kedge-retention 2\nkeep-blocks 3")) {
      assertThatThrownBy(() -> RetentionPolicy.parse(Bytes.utf8(bad)))
          .as(bad)
          .hasMessageContaining("RETENTION_UNREADABLE");
    }
  }
}
