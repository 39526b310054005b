package io.kedge.ledger.log;

import static io.kedge.ledger.log.Logs.bodies;
import static io.kedge.ledger.log.Logs.body;
import static io.kedge.ledger.log.Logs.commit;
import static io.kedge.ledger.log.Logs.expected;
import static io.kedge.ledger.log.Logs.open;
import static io.kedge.ledger.log.Logs.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.kedge.ledger.disk.PowerCut;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.disk.Survival;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The power fails at every operation of a script, with every kind of loss
/// (semantics/ledger.md §4B.2). The rule: what was acknowledged is there, what was not is there
/// wholly or not at all, and the log goes on.
class PowerCutTest {
  private static final int RECORDS = 50;
  private static final int TORN_SAMPLES = 32;

  private final long seed = Long.getLong("io.kedge.seed", System.nanoTime());

  /// How far the script came.
  private static final class Progress {
    int appended;
    int acknowledged;
  }

  /// Groups of one to three records, some of them in two appends, through several segments.
  private static void script(SimDisk disk, Progress progress) throws IOException {
    try (var log = open(disk)) {
      while (progress.appended < RECORDS) {
        int group = Math.min(1 + progress.appended % 3, RECORDS - progress.appended);
        var records = new ArrayList<RecordBody>();
        for (int i = 0; i < group; i++) {
          records.add(body(progress.appended + i));
        }
        progress.appended += group;
        int together = group == 2 ? 1 : group;
        log.append(records.subList(0, together));
        if (together < group) {
          log.append(records.subList(together, group));
        }
        commit(log, progress.appended);
        progress.acknowledged = progress.appended;
      }
    }
  }

  @Test
  void atEveryOperationOfTheScript() throws Exception {
    var whole = new SimDisk();
    script(whole, new Progress());
    int cases = 0;
    for (int operations = 0; operations <= whole.operations(); operations++) {
      var disk = new SimDisk();
      var progress = new Progress();
      disk.cutPowerAfter(operations);
      runUntilCut(disk, progress);
      for (var survival : survivals(disk, operations).entrySet()) {
        var what = describe(operations, survival.getKey());
        check(disk.afterPowerCut(survival.getValue()), progress, what);
        cases++;
      }
    }
    assertThat(cases).isGreaterThan(3_000);
  }

  @Test
  void againAndAgainDuringRecovery() throws Exception {
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 400; round++) {
      var disk = new SimDisk();
      var progress = new Progress();
      int operations = random.nextInt(30, 250);
      disk.cutPowerAfter(operations);
      runUntilCut(disk, progress);
      var what = new StringBuilder(describe(operations, "round " + round));
      for (int cuts = random.nextInt(1, 6); cuts > 0; cuts--) {
        disk = disk.afterPowerCut(Survival.seeded(random.nextLong()));
        int after = random.nextInt(8);
        what.append(", cut after ").append(after).append(" operations of recovery");
        disk.cutPowerAfter(after);
        recoverUntilCut(disk, what.toString());
      }
      check(disk.afterPowerCut(Survival.seeded(random.nextLong())), progress, what.toString());
    }
  }

  @Test
  void theSameScriptWritesTheSameBytes() throws Exception {
    var one = new SimDisk();
    var two = new SimDisk();
    script(one, new Progress());
    script(two, new Progress());
    assertThat(one.files()).isEqualTo(two.files()).hasSizeGreaterThan(5);
    for (var name : one.files()) {
      assertThat(one.contents(name)).as(name).isEqualTo(two.contents(name));
    }
  }

  private static void runUntilCut(SimDisk disk, Progress progress) throws IOException {
    try {
      script(disk, progress);
    } catch (PowerCut e) {
      // What is on the disk now is the case.
    }
  }

  private static void recoverUntilCut(SimDisk disk, String what) {
    try (var log = open(disk)) {
      commitWhatWasKept(log);
    } catch (PowerCut e) {
      // The next start has to do it again.
    } catch (IOException e) {
      fail(what, e);
    }
  }

  private String describe(int operations, String survival) {
    return "-Dio.kedge.seed=%d, power cut after %d operations, %s"
        .formatted(seed, operations, survival);
  }

  private Map<String, Survival> survivals(SimDisk disk, int operations) {
    var all = new LinkedHashMap<String, Survival>();
    all.put("nothing survives", Survival.nothing());
    all.put("everything survives", Survival.everything());
    int unsynced = disk.unsyncedOperations();
    for (int mask = 1; mask < 1 << Math.min(unsynced, 5); mask++) {
      all.put("subset " + mask, Survival.subset(mask));
    }
    int last = disk.lastWriteBytes();
    int step = last <= 100 ? 1 : Math.max(1, last / TORN_SAMPLES);
    int first = (int) Math.floorMod(seed + operations, (long) step);
    for (int bytes = first; bytes < last; bytes += step) {
      all.put("last write torn at " + bytes, Survival.tornAt(unsynced - 1, bytes));
    }
    for (int i = 0; i < (unsynced == 0 ? 0 : 12); i++) {
      long own = seed + 31L * operations + i;
      all.put("seeded " + own, Survival.seeded(own));
    }
    return all;
  }

  private static void check(SimDisk disk, Progress progress, String what) {
    try {
      int kept;
      try (var log = open(disk)) {
        kept = Math.toIntExact(log.lastIndex() + 1);
        assertThat(kept).as(what).isBetween(progress.acknowledged, progress.appended);
        assertThat(bodies(log)).as(what).isEqualTo(expected(kept));
        long leaves = 2 * (log.head().lastIndex() + 1);
        assertThat(log.head().treeSize()).as(what).isEqualTo(leaves);
        if (leaves > 0) {
          assertThat(log.head().root()).as(what).isEqualTo(root(leaves));
        }
        assertThat(log.head().lastIndex() + 1)
            .as(what)
            .isEqualTo(kept - log.report().recordsAboveHead());
        commitWhatWasKept(log);
        log.append(List.of(body(kept)));
        commit(log, kept + 1L);
      }
      try (var log = open(disk.afterPowerCut(Survival.nothing()))) {
        assertThat(log.report().clean()).as(what + ": " + log.report()).isTrue();
        assertThat(bodies(log)).as(what).isEqualTo(expected(kept + 1));
      }
    } catch (IOException e) {
      fail(what, e);
    }
  }

  private static void commitWhatWasKept(LedgerLog log) throws IOException {
    if (log.report().recordsAboveHead() > 0) {
      commit(log, log.lastIndex() + 1);
    }
  }
}
