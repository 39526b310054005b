package io.kedge.ledger.log;

import static io.kedge.ledger.log.Logs.LEDGER;
import static io.kedge.ledger.log.Logs.bodies;
import static io.kedge.ledger.log.Logs.diskWith;
import static io.kedge.ledger.log.Logs.expected;
import static io.kedge.ledger.log.Logs.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.log.LedgerLog.Reading;
import java.io.IOException;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// One bit is turned in any byte of any file: either that is detected, or it does no harm. Never a
/// wrong answer, never an acknowledged record less (semantics/ledger.md §4B.2).
class BitFlipTest {
  private static final int RECORDS = 6;
  private static final int WRITING_STEP = 97;

  /// The zeros that fill headers and heads up to 4 KiB lie under one SHA-256 with the rest: of each
  /// of their bytes one bit is turned, or all eight with `-Dio.kedge.flips=all`.
  private static boolean isSkipped(byte[] contents, long bit) {
    int at = (int) (bit >>> 3);
    boolean filling = at > 0 && contents[at] == 0 && contents[at - 1] == 0;
    return filling && (bit & 7) != (at & 7) && !"all".equals(System.getProperty("io.kedge.flips"));
  }

  @Test
  void everyBitOfEveryFileOfASmallLog() throws Exception {
    var disk = diskWith(RECORDS);
    var harmless = new TreeMap<String, Integer>();
    var detected = new TreeMap<String, Integer>();
    for (var name : disk.files()) {
      var contents = disk.contents(name);
      for (long bit = 0; bit < 8L * contents.length; bit++) {
        if (!isSkipped(contents, bit)) {
          disk.flip(name, bit);
          var found = isDetected(disk, name + " bit " + bit) ? detected : harmless;
          found.merge(name, 1, Integer::sum);
          disk.flip(name, bit);
        }
      }
    }
    // A head is there twice, everything else once.
    assertThat(harmless).containsOnlyKeys("head.A", "head.B");
    assertThat(detected)
        .containsOnlyKeys("FORMAT", "log/00000000.seg")
        .containsEntry("FORMAT", 8 * disk.contents("FORMAT").length);
  }

  private static boolean isDetected(SimDisk disk, String what) throws IOException {
    try (var log = LedgerLog.openForReading(disk, LEDGER, Reading.ALONE)) {
      assertThat(log.report().headLost()).as(what).isPresent();
      assertThat(log.lastIndex()).as(what).isEqualTo(RECORDS - 1);
      assertThat(bodies(log)).as(what).isEqualTo(expected(RECORDS));
      return false;
    } catch (LogFault e) {
      assertThat(e.kind().repair()).isNotBlank();
      assertThat(what).startsWith(e.file());
      return true;
    }
  }

  @Test
  void openedForWritingNothingIsCutAndALostHeadIsWrittenAgain() throws Exception {
    var original = diskWith(RECORDS);
    for (var name : original.files()) {
      long bits = 8L * original.contents(name).length;
      for (long bit = name.length(); bit < bits; bit += WRITING_STEP) {
        var disk = original.copy();
        disk.flip(name, bit);
        var damaged = disk.contents(name);
        try (var log = open(disk)) {
          assertThat(bodies(log)).as(name + " bit " + bit).isEqualTo(expected(RECORDS));
          if (log.report().recordsAboveHead() > 0) {
            Logs.commit(log, RECORDS);
          }
        } catch (LogFault e) {
          assertThat(disk.contents(name)).as(name + " bit " + bit).isEqualTo(damaged);
          continue;
        }
        try (var log = open(disk)) {
          assertThat(log.report().clean()).as(name + " bit " + bit).isTrue();
        }
      }
    }
  }
}
