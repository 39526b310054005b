package io.kedge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// That the benchmark measures what it says: figures themselves are never asserted.
class LedgerBenchTest {
  @TempDir private Path folder;

  @Test
  void aSmallRunReportsEveryWorkloadAndLeavesNothingBehind() throws Exception {
    var progress = new ArrayList<String>();
    BenchReport report = LedgerBench.run(folder, 1, LedgerBench.Size.SMALL, progress::add);
    assertThat(report.rows())
        .extracting(row -> row.name() + " " + row.clients())
        .containsExactly(
            "verify-only 0",
            "fsync-only 256",
            "signed-transfer 1",
            "signed-transfer 16",
            "signed-transfer 256",
            "replay 0",
            "signed-transfer-half 0",
            "proofs 1");
    assertThat(report.rows().getFirst().ratioToVerify()).isEqualTo(1.0);
    assertThat(report.rows()).allMatch(row -> row.perSecond() > 0 && row.cpuMicrosPerItem() >= 0);
    assertThat(report.rows().subList(2, 7)).allMatch(row -> row.bytesPerItem() > 400);
    assertThat(report.replayToLeader()).isPositive();
    assertThat(report.rows())
        .filteredOn(row -> row.name().startsWith("signed-transfer"))
        .allMatch(row -> row.p50Millis() > 0 && row.p99Millis() >= row.p50Millis());
    assertThat(progress).first().asString().startsWith("warm-up signed-transfer (256)");
    assertThat(progress).hasSize(2 + 2 * report.rows().size());
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theBudgetHasEveryStageOfTheWayOfACommand() throws Exception {
    BenchReport report = LedgerBench.run(folder, 1, LedgerBench.Size.SMALL, _ -> {});
    assertThat(report.budget())
        .extracting(BudgetLine::stage)
        .contains(Stage.VERIFY, Stage.EXECUTE, Stage.JOURNAL, Stage.DERIVE, Stage.CLIENTS);
    double shares = report.budget().stream().mapToDouble(BudgetLine::share).sum();
    assertThat(shares).isBetween(0.999, 1.001);
  }

  @Test
  void percentilesAndMediansAreThoseOfTheSortedValues() {
    var sample = new Sample(4, 2_000_000_000L, 8_000L, 40, new long[] {4, 1, 3, 2});
    assertThat(sample.perSecond()).isEqualTo(2.0);
    assertThat(sample.cpuMicrosPerItem()).isEqualTo(2.0);
    assertThat(sample.bytesPerItem()).isEqualTo(10.0);
    assertThat(sample.percentileMillis(0.50)).isEqualTo(2e-6);
    assertThat(sample.percentileMillis(0.99)).isEqualTo(4e-6);
    assertThat(sample.percentileMillis(0.25)).isEqualTo(1e-6);
    assertThat(Rounds.median(new double[] {5, 1, 3})).isEqualTo(3);
    assertThat(Rounds.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
  }

  @Test
  void aRatioIsTheMedianOfTheRatiosOfEachRound() throws Exception {
    var one = new Fixed("one", 100, 400, 30);
    var other = new Fixed("other", 10, 20, 10);
    var rounds = new Rounds(java.util.List.of(one, other), one);
    rounds.run(2, _ -> {});
    assertThat(rounds.ratio(other, one)).isEqualTo((20.0 / 400 + 10.0 / 30) / 2);
    assertThat(rounds.ratio(one, one)).isEqualTo(1.0);
  }

  /// Says a rate for each round, the first of which is warm-up.
  private static final class Fixed implements Workload {
    private final String name;
    private final long[] perSecond;
    private int round;

    Fixed(String name, long... perSecond) {
      this.name = name;
      this.perSecond = perSecond;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int clients() {
      return 0;
    }

    @Override
    public void prepare() {
      // Nothing to do.
    }

    @Override
    public Sample run() {
      return new Sample(perSecond[round++], 1_000_000_000L, 1, 0, new long[0]);
    }
  }

  @Test
  void warmUpEndsWhenTheRateStopsRising() {
    var rates = new WarmUp.Rates();
    for (double rate : new double[] {100, 200, 300, 301, 305, 280}) {
      rates.add(rate);
    }
    assertThat(rates.isFlat()).isFalse();
    rates.add(302);
    assertThat(rates.isFlat()).isTrue();
    rates.add(400);
    assertThat(rates.isFlat()).isFalse();
  }

  @Test
  void aBudgetIsSharedOutOverItsStages() {
    var lines = BudgetLine.of(Map.of(Stage.VERIFY, 9_000L, Stage.JOURNAL, 3_000L), 2);
    assertThat(lines)
        .containsExactly(
            new BudgetLine(Stage.VERIFY, 4.5, 0.75), new BudgetLine(Stage.JOURNAL, 1.5, 0.25));
    assertThat(BudgetLine.of(Map.of(), 2)).isEmpty();
  }

  @Test
  void threadsAreToldByTheFirstFifteenCharactersOfTheirNames() {
    assertThat(Stage.ofThread("kedge-verify-1")).isEqualTo(Stage.VERIFY);
    assertThat(Stage.ofThread("C2 CompilerThre")).isEqualTo(Stage.COMPILER);
    assertThat(Stage.ofThread("GC Thread#0")).isEqualTo(Stage.COLLECTOR);
    assertThat(Stage.ofThread("rocksdb:low0")).isEqualTo(Stage.ROCKSDB);
    assertThat(Stage.ofThread("Signal Dispatch")).isEqualTo(Stage.OTHER);
    assertThat(ThreadTimes.onProcessor("81234567 22 3\n")).isEqualTo(81_234_567L);
    var sample = new Sample(2, 1, 1, 0, new long[0]).withStages(Map.of(Stage.VERIFY, 8_000L));
    assertThat(sample.stageMicrosPerItem(Stage.VERIFY)).isEqualTo(4.0);
    assertThat(sample.stageMicrosPerItem(Stage.JOURNAL)).isZero();
  }
}
