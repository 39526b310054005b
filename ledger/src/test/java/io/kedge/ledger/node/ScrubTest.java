package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.fsck.Fsck;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The background reading finds what rots under a node that is running, names it, and stops
/// nothing.
class ScrubTest {
  private final TinyNode tiny = new TinyNode(1);

  private void fill(LedgerNode node, int from, int to) {
    for (int i = from; i < to; i++) {
      node.submit(tiny.wallet.put("tea" + i % 30, "t" + i, "n" + i)).join();
    }
  }

  @Test
  void aSoundLedgerIsFoundSoundWhileItIsWritten() throws Exception {
    var disk = new SimDisk();
    try (var node = tiny.open(disk)) {
      assertThat(node.scrub()).isEmpty();
      assertThat(node.scrubNow().faults()).isEmpty();
      fill(node, 0, 150);
      node.snapshot();
      var writer = Thread.ofPlatform().start(() -> fill(node, 150, 300));
      while (writer.isAlive()) {
        assertThat(node.scrubNow().faults()).isEmpty();
      }
      var report = node.scrubNow();
      assertThat(report.faults()).isEmpty();
      assertThat(report.treeSize()).isEqualTo(node.tip().treeSize());
      assertThat(report.bytes()).isGreaterThan(50_000);
      assertThat(node.scrub()).contains(report);
      assertThat(ScrubReport.find(disk)).contains(report);
    }
    try (var node = tiny.open(disk)) {
      assertThat(node.scrub()).as("kept").isPresent();
    }
    assertThat(Fsck.run(disk, tiny.genesis, TinyRules.book(), Optional.empty(), _ -> {}).faults())
        .isEmpty();
  }

  @Test
  void whatRotsUnderARunningNodeIsNamedAndTheNodeGoesOn() throws Exception {
    long seed = Long.getLong("io.kedge.seed", System.nanoTime());
    var random = new Random(seed);
    var disk = new SimDisk();
    var named = new TreeSet<String>();
    try (var node = tiny.open(disk)) {
      fill(node, 0, 200);
      node.snapshot();
    }
    try (var node = tiny.open(disk)) {
      for (String file : disk.files()) {
        boolean read =
            file.startsWith("log/")
                || file.equals("tile/0/000")
                || file.startsWith("checkpoints/")
                || file.startsWith("snap/")
                || file.equals("genesis.json");
        int bytes = disk.contents(file).length;
        if (read && bytes > 0 && !file.endsWith("LOCK")) {
          long bit = random.nextLong(8L * bytes);
          disk.flip(file, bit);
          String what = "%s bit %d, -Dio.kedge.seed=%d".formatted(file, bit, seed);
          String place = file.startsWith("snap/") ? "snap/" : file;
          assertThat(node.scrubNow().faults())
              .as(what)
              .anyMatch(fault -> fault.file().startsWith(place) && !fault.repair().isBlank());
          disk.flip(file, bit);
          assertThat(node.scrubNow().faults()).as(what).isEmpty();
          named.add(place);
        }
      }
      fill(node, 200, 203);
      assertThat(node.failure()).isEmpty();
    }
    assertThat(named).hasSizeGreaterThan(5);
  }

  @Test
  void theBackgroundReadsByItselfAndEndsWithTheNode() throws Exception {
    var parts = tiny.parts(new SimDisk());
    var limits = parts.limits().withScrub(new ScrubPolicy(64 << 20, 0, 1));
    try (var node = tiny.open(parts.withLimits(limits))) {
      fill(node, 0, 40);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (node.scrub().filter(r -> r.treeSize() == node.tip().treeSize()).isEmpty()) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.onSpinWait();
      }
      assertThat(node.scrub().orElseThrow().faults()).isEmpty();
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("kedge-scrub"));
  }
}
