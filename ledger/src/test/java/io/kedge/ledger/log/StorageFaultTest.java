package io.kedge.ledger.log;

import static io.kedge.ledger.log.Logs.CONFIG;
import static io.kedge.ledger.log.Logs.LEDGER;
import static io.kedge.ledger.log.Logs.bodies;
import static io.kedge.ledger.log.Logs.body;
import static io.kedge.ledger.log.Logs.commit;
import static io.kedge.ledger.log.Logs.diskWith;
import static io.kedge.ledger.log.Logs.expected;
import static io.kedge.ledger.log.Logs.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.disk.SimDisk.Operation;
import io.kedge.ledger.disk.Survival;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A disk that fails, or is full, while the log writes.
class StorageFaultTest {
  /// The 1st force of a commit is that of the records, the 2nd that of the head.
  @ParameterizedTest
  @CsvSource({"FORCE,1", "FORCE,2", "WRITE,1", "WRITE,2"})
  void afterAFailureNothingIsAcknowledged(Operation kind, int nth) throws Exception {
    var disk = diskWith(5);
    var told = new ArrayList<StorageFailed>();
    var log = LedgerLog.open(disk, CONFIG, told::add);
    disk.failIo(kind, nth);
    assertThatThrownBy(
            () -> {
              log.append(List.of(body(5)));
              commit(log, 6);
            })
        .isInstanceOf(StorageFailed.class)
        .hasMessageContaining("record 5");
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> commit(log, 6)).isInstanceOf(StorageFailed.class);
      assertThatThrownBy(() -> log.append(List.of(body(6)))).isInstanceOf(StorageFailed.class);
    }
    assertThat(told).hasSize(1);
    assertThat(log.head().lastIndex()).isEqualTo(4);
    assertThat(bodies(log)).isEqualTo(expected(5));
    log.close();

    for (var survival : List.of(Survival.nothing(), Survival.everything())) {
      try (var after = open(disk.afterPowerCut(survival))) {
        assertThat(bodies(after)).startsWith(expected(5).toArray(RecordBody[]::new));
      }
    }
  }

  @Test
  void aFailureWhereASegmentEndsIsFatalToo() throws Exception {
    var disk = new SimDisk();
    var told = new ArrayList<StorageFailed>();
    try (var log = LedgerLog.open(disk, CONFIG, told::add)) {
      disk.failIo(Operation.FORCE, 1);
      assertThatThrownBy(() -> log.append(expected(20))).isInstanceOf(StorageFailed.class);
      assertThat(told).hasSize(1);
    }
  }

  @Test
  void theRealHandlerEndsTheProcessAtOnce() throws Exception {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var child =
        new ProcessBuilder(
                java,
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Halting.class.getName())
            .redirectErrorStream(true)
            .start();
    var printed = new String(child.getInputStream().readAllBytes(), Logs.UTF_8);
    assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isEqualTo(FatalStorage.EXIT_STATUS);
    assertThat(printed.lines())
        .singleElement()
        .asString()
        .startsWith("kedge: ")
        .contains("cannot make record 0 durable");
  }

  /// Run as a process of its own: its disk fails at the first commit.
  static final class Halting {
    private Halting() {}

    public static void main(String[] args) throws Exception {
      var printed = new PrintStream(System.err, true, Logs.UTF_8);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> printed.println("a hook ran")));
      var disk = new SimDisk();
      var log = LedgerLog.open(disk, CONFIG, FatalStorage.halting(printed));
      log.append(List.of(body(0)));
      disk.failIo(Operation.FORCE, 1);
      commit(log, 1);
      printed.println("acknowledged");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 57, 58, 100, 300})
  void aFullDiskRefusesTheAppendAndNothingElse(int bytesThatFit) throws Exception {
    var disk = diskWith(5);
    try (var log = open(disk)) {
      log.append(List.of(body(5)));
      var before = disk.contents("log/00000000.seg");
      disk.failFull(1, bytesThatFit);
      assertThatThrownBy(() -> log.append(List.of(body(6), body(7))))
          .isInstanceOf(AppendRefused.class)
          .hasMessageContaining("no space for record 6");
      assertThat(disk.contents("log/00000000.seg")).isEqualTo(before);
      assertThat(bodies(log)).isEqualTo(expected(5));
      log.append(List.of(body(6)));
      commit(log, 7);
      assertThat(bodies(log)).isEqualTo(expected(7));
    }
    reopenedCleanWith(disk, 7);
  }

  @Test
  void aDiskThatStaysFullIsReadAndWorksWhenThereIsSpace() throws Exception {
    var disk = diskWith(5);
    try (var log = open(disk)) {
      for (int free = 0; free < 5000; free += 250) {
        disk.limit(disk.bytesUsed() + free);
        var used = disk.bytesUsed();
        // Ten bodies of 600 bytes need a second segment: it does not fit either.
        var many = Collections.nCopies(10, body(16));
        assertThatThrownBy(() -> log.append(many)).isInstanceOf(AppendRefused.class);
        assertThat(disk.bytesUsed()).isEqualTo(used);
        assertThat(bodies(log)).isEqualTo(expected(5));
      }
      disk.limit(Long.MAX_VALUE);
      log.append(List.of(body(5)));
      commit(log, 6);
    }
    reopenedCleanWith(disk, 6);
  }

  @ParameterizedTest
  @CsvSource({"CREATE", "RENAME"})
  void noSpaceForTheNextSegmentRefusesTheAppend(Operation kind) throws Exception {
    var disk = diskWith(5);
    var files = disk.files();
    try (var log = open(disk)) {
      disk.failFull(kind, 1);
      var many = Collections.nCopies(10, body(16));
      assertThatThrownBy(() -> log.append(many)).isInstanceOf(AppendRefused.class);
      assertThat(disk.files()).isEqualTo(files);
      assertThat(bodies(log)).isEqualTo(expected(5));
      log.append(many);
      commit(log, 15);
      assertThat(log.lastIndex()).isEqualTo(14);
    }
  }

  /// The head's file is not made longer, but some file systems need space all the same.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2000, 4095})
  void noSpaceForAHeadTakesTheGroupBack(int bytesThatFit) throws Exception {
    var disk = diskWith(5);
    try (var log = open(disk)) {
      log.append(List.of(body(5)));
      disk.failFull(1, bytesThatFit);
      assertThatThrownBy(() -> commit(log, 6)).isInstanceOf(AppendRefused.class);
      assertThat(bodies(log)).isEqualTo(expected(5));
      try (var after = open(disk.afterPowerCut(Survival.everything()))) {
        assertThat(bodies(after)).isEqualTo(expected(5));
      }
      // The damaged head is written again first: else a torn record could not be told from a lost
      // one.
      log.append(List.of(body(5), body(6)));
      try (var after =
          open(disk.afterPowerCut(Survival.tornAt(disk.unsyncedOperations() - 1, 90)))) {
        assertThat(after.report().tornAt()).isPresent();
        assertThat(bodies(after)).isEqualTo(expected(5));
      }
      commit(log, 7);
    }
    reopenedCleanWith(disk, 7);
  }

  @Test
  void whatRecoveryKeptIsCommittedBeforeTheNextAppend() throws Exception {
    var disk = diskWith(5);
    try (var log = open(disk)) {
      log.append(List.of(body(5), body(6)));
    }
    try (var log = open(disk)) {
      assertThat(log.report().recordsAboveHead()).isEqualTo(2);
      assertThat(disk.unsyncedOperations()).isZero();
      assertThat(log.report().notes()).singleElement().asString().contains("2 complete records");
      assertThat(bodies(log)).isEqualTo(expected(7));
      assertThatThrownBy(() -> log.append(List.of(body(7))))
          .isInstanceOf(IllegalStateException.class);
      disk.failFull(1, 0);
      assertThatThrownBy(() -> commit(log, 7)).isInstanceOf(AppendRefused.class);
      assertThat(bodies(log)).isEqualTo(expected(7));
      commit(log, 7);
      log.append(List.of(body(7)));
      commit(log, 8);
    }
    reopenedCleanWith(disk, 8);
  }

  private static void reopenedCleanWith(SimDisk disk, int records) throws Exception {
    try (var log = open(disk.afterPowerCut(Survival.nothing()))) {
      assertThat(log.report().clean()).as(log.report().toString()).isTrue();
      assertThat(bodies(log)).isEqualTo(expected(records));
    }
    assertThat(LedgerLog.ledgerIdIn(disk)).contains(LEDGER);
  }
}
