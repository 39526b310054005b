package io.kedge.ledger.log;

import static io.kedge.ledger.log.Logs.CONFIG;
import static io.kedge.ledger.log.Logs.LEDGER;
import static io.kedge.ledger.log.Logs.NONE;
import static io.kedge.ledger.log.Logs.body;
import static io.kedge.ledger.log.Logs.commit;
import static io.kedge.ledger.log.Logs.diskWith;
import static io.kedge.ledger.log.Logs.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.PowerCut;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.disk.Survival;
import io.kedge.ledger.log.LedgerLog.Reading;
import io.kedge.ledger.log.LogConfig.Depth;
import io.kedge.ledger.log.LogFault.Kind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Records whose content is dropped, logs that begin in the middle, and openings that read no more
/// than the tail.
class PruneTest {
  private static final int RECORDS = 60;

  private static Bytes kept(LogRecord record) {
    return Bytes.utf8("kept of " + record.index());
  }

  private static LedgerLog openTail(Disk disk) throws IOException {
    return LedgerLog.open(disk, CONFIG.withDepth(Depth.TAIL), NONE);
  }

  private static void check(LedgerLog log, long records) throws IOException {
    for (long index = log.firstKept(); index < log.firstWhole(); index++) {
      assertThat(log.kept(index)).contains(Bytes.utf8("kept of " + index));
      long pruned = index;
      assertThatThrownBy(() -> log.read(pruned))
          .isInstanceOfSatisfying(
              LogFault.class, fault -> assertThat(fault.kind()).isEqualTo(Kind.PRUNED));
    }
    for (long index = log.firstWhole(); index < records; index++) {
      assertThat(log.kept(index)).isEmpty();
      assertThat(log.read(index).body()).isEqualTo(body(index).bytes());
    }
    assertThat(log.lastIndex()).isEqualTo(records - 1);
  }

  @Test
  void prunedRecordsSayWhatTheyAreAndTheDiskShrinks() throws Exception {
    var disk = diskWith(RECORDS);
    long before = disk.bytesUsed();
    Digest last;
    try (var log = openTail(disk)) {
      var pruned = log.prune(40, PruneTest::kept);
      assertThat(pruned.segments()).isGreaterThan(1);
      assertThat(pruned.firstWhole()).isEqualTo(log.firstWhole()).isBetween(20L, 40L);
      assertThat(before - disk.bytesUsed()).isEqualTo(pruned.freed()).isPositive();
      assertThat(log.hash(log.firstWhole() - 1)).contains(log.read(log.firstWhole()).previous());
      assertThat(log.hash(0)).isEmpty();
      assertThat(log.prune(40, PruneTest::kept).segments()).isZero();
      check(log, RECORDS);
      log.append(List.of(body(RECORDS)));
      commit(log, RECORDS + 1L);
      last = log.lastHash();
    }
    for (int i = 0; i < 2; i++) {
      try (var log = open(disk)) {
        assertThat(log.report().clean()).isTrue();
        assertThat(log.lastHash()).isEqualTo(last);
        check(log, RECORDS + 1L);
      }
      try (var log = openTail(disk)) {
        check(log, RECORDS + 1L);
      }
    }
    try (var log = LedgerLog.openForReading(disk, LEDGER, Reading.BESIDE_A_WRITER, Depth.TAIL)) {
      check(log, RECORDS + 1L);
    }
  }

  @Test
  void theSegmentsOfTheHeadsStayWhole() throws Exception {
    var disk = diskWith(RECORDS);
    try (var log = open(disk)) {
      log.prune(Long.MAX_VALUE, PruneTest::kept);
      check(log, RECORDS);
      assertThat(log.read(RECORDS - 1).body()).isEqualTo(body(RECORDS - 1).bytes());
    }
    open(disk).close();
  }

  @Test
  void thePowerFailsAtEveryOperationOfPruning() throws Exception {
    var original = diskWith(RECORDS);
    int cuts = 0;
    boolean finished = false;
    for (int operations = 0; !finished; operations++) {
      var disk = original.copy();
      disk.cutPowerAfter(operations);
      try (var log = openTail(disk)) {
        log.prune(50, PruneTest::kept);
        finished = true;
      } catch (PowerCut e) {
        cuts++;
      }
      for (var survival : List.of(Survival.nothing(), Survival.seeded(operations))) {
        var found = disk.afterPowerCut(survival);
        try (var log = openTail(found)) {
          assertThat(log.report().clean()).isTrue();
          check(log, RECORDS);
          log.prune(50, PruneTest::kept);
          check(log, RECORDS);
        }
        assertThat(found.files()).noneMatch(name -> name.endsWith(".tmp"));
        open(found).close();
      }
    }
    assertThat(cuts).isGreaterThan(10);
  }

  @Test
  void aFullDiskLeavesTheSegmentWhole() throws Exception {
    var disk = diskWith(RECORDS);
    try (var log = openTail(disk)) {
      disk.limit(disk.bytesUsed() + 100);
      assertThatThrownBy(() -> log.prune(50, PruneTest::kept)).isInstanceOf(IOException.class);
      assertThat(log.firstWhole()).isZero();
      disk.limit(Long.MAX_VALUE);
      assertThat(log.prune(50, PruneTest::kept).segments()).isPositive();
      check(log, RECORDS);
    }
  }

  @Test
  void everyBitOfAPrunedSegmentCounts() throws Exception {
    var disk = diskWith(RECORDS);
    try (var log = openTail(disk)) {
      log.prune(50, PruneTest::kept);
    }
    String name = "log/00000001.pruned";
    int flips = 0;
    for (long bit = 0; bit < 8L * disk.contents(name).length; bit += 13) {
      disk.flip(name, bit);
      assertThatThrownBy(() -> LedgerLog.openForReading(disk, LEDGER, Reading.ALONE).close())
          .as("bit " + bit)
          .isInstanceOf(LogFault.class)
          .hasMessageContaining(name)
          .hasMessageContaining("Repair: ");
      disk.flip(name, bit);
      flips++;
    }
    assertThat(flips).isGreaterThan(2_000);
  }

  @Test
  void aLogBeginsAfterARecordItDoesNotHave() throws Exception {
    var before = Digest.of(Bytes.utf8("the record before"));
    var start = new LogStart(1_000, before, Bytes.utf8("kept of 999"), 2_000, Logs.root(2_000));
    int cuts = 0;
    boolean finished = false;
    for (int operations = 0; !finished; operations++) {
      var disk = new SimDisk();
      disk.cutPowerAfter(operations);
      try {
        LedgerLog.create(disk, CONFIG, start);
        finished = true;
      } catch (PowerCut e) {
        cuts++;
      }
      var found = disk.afterPowerCut(Survival.seeded(operations));
      if (LedgerLog.ledgerIdIn(found).isEmpty()) {
        LedgerLog.create(found, CONFIG, start);
      }
      try (var log = openTail(found)) {
        assertThat(log.report().clean()).isTrue();
        assertThat(log.firstKept()).isEqualTo(999);
        assertThat(log.firstWhole()).isEqualTo(1_000);
        assertThat(log.lastHash()).isEqualTo(before);
        assertThat(log.head().treeSize()).isEqualTo(2_000);
        for (long index = 1_000; index < 1_040; index++) {
          assertThat(log.append(List.of(body(index)))).isEqualTo(index);
          commit(log, index + 1);
        }
        assertThat(log.read(1_000).previous()).isEqualTo(before);
        assertThatThrownBy(() -> log.read(998)).hasMessageContaining("PRUNED");
        assertThatThrownBy(() -> log.kept(998)).hasMessageContaining("PRUNED");
      }
      try (var log = open(found)) {
        check(log, 1_040);
      }
      assertThatThrownBy(() -> LedgerLog.create(found, CONFIG, start)).isInstanceOf(LogFault.class);
    }
    assertThat(cuts).isGreaterThan(10);
  }

  /// A record in the middle of an earlier segment is not looked at by a start; whoever reads it
  /// learns that it is damaged, and a whole opening names it.
  @Test
  void aStartReadsTheTailOnly() throws Exception {
    var disk = diskWith(RECORDS);
    long bit = 8L * (SegmentHeader.BYTES + 900);
    disk.flip("log/00000000.seg", bit);
    try (var log = openTail(disk)) {
      assertThat(log.report().clean()).isTrue();
      assertThatThrownBy(
              () -> {
                for (int index = 0; index < 20; index++) {
                  log.read(index);
                }
              })
          .isInstanceOf(LogFault.class)
          .hasMessageContaining("log/00000000.seg");
      assertThat(log.read(RECORDS - 1).body()).isEqualTo(body(RECORDS - 1).bytes());
    }
    assertThatThrownBy(() -> open(disk)).isInstanceOf(LogFault.class);
    // One head lost: the disk is suspect, and everything is read.
    disk.delete("head.A");
    assertThatThrownBy(() -> openTail(disk)).isInstanceOf(LogFault.class);
  }

  /// Both ends of every earlier segment are looked at, and everything from the heads on.
  @Test
  void whatAStartLooksAtIsLookedAtWhole() throws Exception {
    var disk = diskWith(RECORDS);
    List<String> segments = disk.list("log");
    assertThat(segments).hasSizeGreaterThan(3);
    String last = "log/" + segments.getLast();
    for (String segment : segments) {
      String name = "log/" + segment;
      int size = disk.contents(name).length;
      for (int at : List.of(5, 44, SegmentHeader.BYTES - 3, SegmentHeader.BYTES + 9, size - 6)) {
        disk.flip(name, 8L * at);
        assertThatThrownBy(() -> openTail(disk))
            .as(name + " byte " + at)
            .isInstanceOf(LogFault.class);
        disk.flip(name, 8L * at);
      }
      byte[] whole = disk.contents(name);
      disk.replace(name, java.util.Arrays.copyOf(whole, whole.length - 1));
      assertThatThrownBy(() -> openTail(disk)).isInstanceOf(LogFault.class);
      disk.replace(name, java.util.Arrays.copyOf(whole, whole.length + 1));
      if (!name.equals(last)) {
        assertThatThrownBy(() -> openTail(disk)).isInstanceOf(LogFault.class);
      }
      disk.replace(name, whole);
    }
    for (long bit = 8L * SegmentHeader.BYTES; bit < 8L * disk.contents(last).length; bit += 29) {
      disk.flip(last, bit);
      assertThatThrownBy(() -> openTail(disk)).as("bit " + bit).isInstanceOf(LogFault.class);
      disk.flip(last, bit);
    }
    openTail(disk).close();
  }
}
