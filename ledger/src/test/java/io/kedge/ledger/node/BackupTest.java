package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.CommandId;
import io.kedge.ledger.backup.Backup;
import io.kedge.ledger.backup.BackupReport;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.DiskLocked;
import io.kedge.ledger.disk.PowerCut;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.disk.Survival;
import io.kedge.ledger.fsck.Fsck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Copies of ledgers, at rest and while they grow.
class BackupTest {
  private final TinyNode tiny = new TinyNode(1);

  private static void fill(TinyNode tiny, LedgerNode node, int from, int to) {
    for (int i = from; i < to; i++) {
      assertThat(
              node.submit(tiny.wallet.put("tea" + i % 7, "t".repeat(150) + i, "n" + i))
                  .join()
                  .accepted())
          .isTrue();
    }
  }

  private SimDisk ledger(int commands) throws Exception {
    var disk = new SimDisk();
    try (var node = tiny.open(disk)) {
      fill(tiny, node, 0, commands);
      node.snapshot();
    }
    return disk;
  }

  private void grow(SimDisk disk, int from, int to) throws IOException {
    try (var node = tiny.open(disk)) {
      fill(tiny, node, from, to);
    }
  }

  /// A copy opens, has the tip, and nothing in it is wrong.
  private static void assertOpens(SimDisk copy, long height) throws IOException {
    var again = new TinyNode(1);
    var opened = copy.copy();
    try (var node = again.open(opened)) {
      assertThat(node.tip().number()).isEqualTo(height);
      CommandId first = node.block(1).entries().getFirst().leaf().commandId();
      assertThat(node.receipt(first).join()).isNotNull();
      fill(again, node, 5_000, 5_003);
    }
    assertThat(
            Fsck.run(copy, again.genesis, TinyRules.book(), Optional.empty(), height2 -> {})
                .faults())
        .isEmpty();
  }

  @Test
  void aCopyOpensAndIsBroughtUpToDate() throws Exception {
    var disk = ledger(60);
    var copy = new SimDisk();
    BackupReport first = Backup.copy(disk, copy, true);
    assertThat(first.blockHeight()).isEqualTo(60);
    assertThat(first.verified()).isTrue();
    assertThat(first.notes()).isEmpty();
    assertThat(first.bytesKept()).isZero();
    assertOpens(copy, 60);

    BackupReport same = Backup.copy(disk, copy, true);
    assertThat(same.bytesCopied()).isZero();
    assertThat(same.files()).isZero();

    grow(disk, 60, 100);
    BackupReport more = Backup.copy(disk, copy, true);
    assertThat(more.blockHeight()).isEqualTo(100);
    assertThat(more.bytesCopied()).isBetween(1L, first.bytesCopied());
    assertThat(more.bytesKept()).isGreaterThan(10_000);
    assertOpens(copy, 100);
  }

  @Test
  void aCopyIsMadeWhileTheLedgerGrows() throws Exception {
    var disk = new SimDisk();
    var copy = new SimDisk();
    var limits =
        NodeLimits.standard()
            .withStoreEntries(5)
            .withSegmentBytesMax(16 << 10)
            .withSnapshots(new SnapshotPolicy(60, 2));
    SmallFile.replace(
        disk,
        RetentionPolicy.FILE,
        io.kedge.kernel.Bytes.utf8("kedge-retention 1\nkeep-blocks 30\n"));
    long last = 0;
    try (var node = tiny.open(tiny.parts(disk).withLimits(limits))) {
      fill(tiny, node, 0, 40);
      var filling =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 40; i < 400; i += 10) {
                  fill(tiny, node, i, i + 10);
                }
              });
      while (!filling.isDone()) {
        long before = node.tip().number();
        var fresh = new SimDisk();
        for (SimDisk to : List.of(copy, fresh)) {
          BackupReport report = Backup.copy(disk, to, true);
          assertThat(report.blockHeight()).isGreaterThanOrEqualTo(before);
          last = report.blockHeight();
          try (var opened = new TinyNode(1).open(to.copy())) {
            assertThat(opened.tip().number()).isEqualTo(last);
          }
        }
      }
      filling.join();
    }
    BackupReport end = Backup.copy(disk, copy, true);
    assertThat(end.blockHeight()).isEqualTo(400).isGreaterThanOrEqualTo(last);
    assertThat(
            Fsck.run(copy, tiny.genesis, TinyRules.book(), Optional.empty(), height -> {}).faults())
        .isEmpty();
  }

  @Test
  void whatIsNotThisLedgersCopyIsLeftAlone() throws Exception {
    var disk = ledger(20);
    var other = new TinyNode(2);
    var foreign = new SimDisk();
    other.open(foreign).close();
    assertThatThrownBy(() -> Backup.copy(disk, foreign, true)).hasMessageContaining("OTHER_LEDGER");
    assertThatThrownBy(() -> Backup.copy(new SimDisk(), foreign, true))
        .hasMessageContaining("NO_LEDGER");
    assertThatThrownBy(() -> Backup.copy(disk, disk, true)).hasMessageContaining("SAME_PLACE");

    var copy = new SimDisk();
    Backup.copy(disk, copy, true);
    try (var node = tiny.open(copy)) {
      fill(tiny, node, 700, 704);
      assertThatThrownBy(() -> Backup.copy(disk, copy, true)).isInstanceOf(DiskLocked.class);
    }
    assertThatThrownBy(() -> Backup.copy(disk, copy, true)).hasMessageContaining("OTHER_HISTORY");
    grow(disk, 20, 50);
    assertThatThrownBy(() -> Backup.copy(disk, copy, true)).hasMessageContaining("OTHER_HISTORY");
  }

  @Test
  void damageInTheSourceIsNotCopiedInSilence() throws Exception {
    var disk = ledger(60);
    for (String name : disk.files()) {
      boolean checked =
          name.startsWith("log/") || name.startsWith("checkpoints/") || name.startsWith("snap/");
      if (checked && !name.endsWith("LOCK")) {
        int size = disk.contents(name).length;
        for (int at : List.of(size / 5, size / 3, size / 2)) {
          disk.flip(name, 8L * at);
          assertThatThrownBy(() -> requireNoNotes(Backup.copy(disk, new SimDisk(), true)))
              .as(name + " byte " + at)
              .hasMessageMatching(
                  "(?s).*(DAMAGED|CHAIN_BROKEN|MISDIRECTED|not copied|no checkpoint).*");
          disk.flip(name, 8L * at);
        }
      }
    }
    requireNoNotes(Backup.copy(disk, new SimDisk(), true));
  }

  private static void requireNoNotes(BackupReport report) {
    if (!report.notes().isEmpty()) {
      throw new IllegalStateException(String.join("; ", report.notes()));
    }
  }

  /// The power fails at every operation on the copy's disk: the next backup completes it, and a
  /// copy
  /// that was complete before opens at every moment.
  @Test
  void aBackupIsTakenUpAgainAfterACrash() throws Exception {
    var disk = ledger(40);
    var complete = new SimDisk();
    Backup.copy(disk, complete, true);
    grow(disk, 40, 90);
    int cuts = 0;
    for (SimDisk begin : List.of(new SimDisk(), complete)) {
      boolean first = begin.files().isEmpty();
      boolean finished = false;
      for (int operations = 0; !finished; operations++) {
        var copy = begin.copy();
        copy.cutPowerAfter(operations);
        try {
          Backup.copy(disk, copy, false);
          finished = true;
        } catch (PowerCut e) {
          cuts++;
        }
        SimDisk found = copy.afterPowerCut(Survival.seeded(operations));
        if (!first) {
          try (var node = new TinyNode(1).open(found.copy())) {
            assertThat(node.tip().number()).isBetween(40L, 90L);
          }
        }
        assertThat(Backup.copy(disk, found, true).blockHeight()).isEqualTo(90);
        if (operations % 20 == 0) {
          assertOpens(found, 90);
        }
      }
    }
    assertThat(cuts).isGreaterThan(80);
  }

  @Test
  void aCopyKeepsWhatTheLedgerPruned() throws Exception {
    var disk = ledger(90);
    var older = new SimDisk();
    Backup.copy(disk, older, true);
    PayloadPruning.prune(disk, tiny.genesis, Optional.of(80L));
    grow(disk, 90, 95);
    assertThat(Backup.copy(disk, older, true).blockHeight()).isEqualTo(95);
    assertThat(older.list("log")).noneMatch(name -> name.endsWith(".pruned"));
    assertOpens(older, 95);

    var fresh = new SimDisk();
    Backup.copy(disk, fresh, true);
    assertThat(fresh.list("log")).anyMatch(name -> name.endsWith(".pruned"));
    try (var node = new TinyNode(1).open(fresh.copy())) {
      assertThat(node.tip().number()).isEqualTo(95);
    }
  }

  @Test
  void onRealDisksTheKeysStayPrivate(@TempDir Path directory) throws Exception {
    Disk from = RealDisk.at(directory.resolve("ledger"));
    try (var node = tiny.open(from)) {
      fill(tiny, node, 0, 10);
    }
    SmallFile.replace(from, "keys/ledger.keys", io.kedge.kernel.Bytes.utf8("sealed"));
    Disk to = RealDisk.at(directory.resolve("copy"));
    assertThat(Backup.copy(from, to, true).blockHeight()).isEqualTo(10);
    assertThat(
            java.nio.file.Files.getPosixFilePermissions(directory.resolve("copy/keys/ledger.keys")))
        .hasToString("[OWNER_READ, OWNER_WRITE]");
    try (var node = new TinyNode(1).open(to)) {
      assertThat(node.tip().number()).isEqualTo(10);
    }
  }
}
