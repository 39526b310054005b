package io.kedge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
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
            "signed-transfer 256");
    assertThat(report.rows().getFirst().ratioToVerify()).isEqualTo(1.0);
    assertThat(report.rows()).allMatch(row -> row.perSecond() > 0 && row.cpuMicrosPerItem() >= 0);
    assertThat(report.rows().getLast().bytesPerItem()).isGreaterThan(400);
    assertThat(progress).hasSize(15);
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void percentilesAndMediansAreThoseOfTheSortedValues() {
    var sample = new Sample(4, 2_000_000_000L, 8_000L, 40, new long[] {4, 1, 3, 2});
    assertThat(sample.perSecond()).isEqualTo(2.0);
    assertThat(sample.cpuMicrosPerItem()).isEqualTo(2.0);
    assertThat(sample.bytesPerItem()).isEqualTo(10.0);
    assertThat(sample.percentileMillis(0.50)).isEqualTo(2e-6);
    assertThat(sample.percentileMillis(0.99)).isEqualTo(4e-6);
    assertThat(Rounds.median(new double[] {5, 1, 3})).isEqualTo(3);
    assertThat(Rounds.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
  }
}
