package io.kedge.ledger.log;

import static io.kedge.ledger.log.Logs.CONFIG;
import static io.kedge.ledger.log.Logs.LEDGER;
import static io.kedge.ledger.log.Logs.NONE;
import static io.kedge.ledger.log.Logs.bodies;
import static io.kedge.ledger.log.Logs.body;
import static io.kedge.ledger.log.Logs.commit;
import static io.kedge.ledger.log.Logs.diskWith;
import static io.kedge.ledger.log.Logs.expected;
import static io.kedge.ledger.log.Logs.open;
import static io.kedge.ledger.log.Logs.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.DiskLocked;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.log.LedgerLog.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerLogTest {
  @Test
  void aNewLogIsEmptyAndKnowsItsLedger() throws Exception {
    var disk = new SimDisk();
    try (var log = open(disk)) {
      assertThat(log.report().created()).isTrue();
      assertThat(log.lastIndex()).isEqualTo(-1);
      assertThat(log.lastHash()).isEqualTo(LEDGER);
      assertThat(log.head().root()).isEqualTo(Digest.of());
    }
    assertThat(LedgerLog.ledgerIdIn(disk)).contains(LEDGER);
    assertThat(LedgerLog.ledgerIdIn(new SimDisk())).isEmpty();
    assertThat(disk.files()).containsExactly("FORMAT", "head.A", "head.B", "log/00000000.seg");
  }

  @Test
  void whatWasCommittedIsReadBackThroughSeveralSegments(@TempDir Path directory) throws Exception {
    var disk = RealDisk.at(directory.resolve("ledger"));
    try (var log = open(disk)) {
      for (int number = 0; number < 50; number += 2) {
        assertThat(log.append(List.of(body(number), body(number + 1)))).isEqualTo(number);
        var head = commit(log, number + 2L);
        assertThat(head.lastIndex()).isEqualTo(number + 1);
        assertThat(head.treeSize()).isEqualTo(2L * number + 4);
      }
      assertThat(bodies(log)).isEqualTo(expected(50));
    }
    assertThat(disk.list("log")).hasSizeGreaterThan(3);
    try (var log = open(disk)) {
      assertThat(log.report().clean()).isTrue();
      assertThat(log.report().records()).isEqualTo(50);
      assertThat(bodies(log)).isEqualTo(expected(50));
      assertThat(log.read(17).body()).isEqualTo(body(17).bytes());
      assertThat(log.read(17).previous()).isEqualTo(log.read(16).hash());
      assertThat(log.head().root()).isEqualTo(root(100));
    }
  }

  @Test
  void onlyCommittedRecordsAreRead() throws Exception {
    var disk = diskWith(3);
    try (var log = open(disk)) {
      var cursor = log.readFrom(3);
      log.append(List.of(body(3)));
      assertThat(log.lastIndex()).isEqualTo(2);
      assertThat(cursor.hasNext()).isFalse();
      assertThatThrownBy(() -> log.read(3)).isInstanceOf(IndexOutOfBoundsException.class);
      commit(log, 4);
      assertThat(cursor.next().body()).isEqualTo(body(3).bytes());
      assertThat(cursor.hasNext()).isFalse();
    }
  }

  @Test
  void aHeadWithoutARecordIsTheSameHead() throws Exception {
    try (var log = open(diskWith(3))) {
      assertThat(log.commit(6, root(6))).isEqualTo(log.head());
      assertThatThrownBy(() -> log.commit(7, root(7))).isInstanceOf(IllegalArgumentException.class);
      log.append(List.of(body(3)));
      assertThatThrownBy(() -> log.commit(5, root(5))).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aRecordLiesInOneSegment() throws Exception {
    try (var log = open(new SimDisk())) {
      var largest = new RecordBody(1, Bytes.wrap(new byte[CONFIG.bodyBytesMax()]));
      var larger = new RecordBody(1, Bytes.wrap(new byte[CONFIG.bodyBytesMax() + 1]));
      assertThatThrownBy(() -> log.append(List.of(body(0), larger)))
          .isInstanceOf(IllegalArgumentException.class);
      log.append(List.of(largest, body(1), largest));
      commit(log, 3);
      assertThat(bodies(log)).containsExactly(largest, body(1), largest);
    }
  }

  @Test
  void aSecondProcessIsRefused(@TempDir Path directory) throws Exception {
    var real = RealDisk.at(directory);
    var pid = String.valueOf(ProcessHandle.current().pid());
    for (var disk : List.of(real, diskWith(2))) {
      try (var log = open(disk)) {
        assertThatThrownBy(() -> open(disk))
            .isInstanceOf(DiskLocked.class)
            .hasMessageContaining(pid);
        assertThatThrownBy(() -> LedgerLog.openForReading(disk, LEDGER, Reading.ALONE))
            .isInstanceOf(DiskLocked.class);
        log.append(List.of(body(0)));
        try (var beside = LedgerLog.openForReading(disk, LEDGER, Reading.BESIDE_A_WRITER)) {
          assertThat(beside.lastIndex()).isEqualTo(log.lastIndex());
          assertThatThrownBy(() -> beside.append(List.of(body(0))))
              .isInstanceOf(IllegalStateException.class);
        }
      }
      open(disk).close();
    }
    assertThat(Files.readString(directory.resolve("LOCK"))).isEqualTo("pid " + pid + "\n");
  }

  @Test
  void anotherLedgerIsRefused() throws Exception {
    var other = LogConfig.of(Digest.of(Bytes.utf8("another ledger")));
    assertThatThrownBy(() -> LedgerLog.open(diskWith(2), other, NONE))
        .isInstanceOfSatisfying(
            LogFault.class,
            fault -> assertThat(fault.kind()).isEqualTo(LogFault.Kind.WRONG_LEDGER));
  }
}
