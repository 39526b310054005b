package io.kedge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That ledgers of different sizes are measured, and keep their size.
class ScaleBenchTest {
  @TempDir private Path folder;

  @Test
  void everyLedgerHasAsManyNotesAfterwards() throws Exception {
    var progress = new ArrayList<String>();
    ScaleReport report = ScaleBench.run(folder, 4, ScaleBench.Size.SMALL, progress::add);
    assertThat(report.rows())
        .extracting(ScaleReport.ScaleRow::notes)
        .containsExactly(1_000L, 3_000L);
    assertThat(report.rows().getFirst().cpuToSmallest()).isEqualTo(1.0);
    assertThat(report.rows())
        .allMatch(row -> row.perSecond() > 0 && row.p99Millis() > 0 && row.cpuToSmallest() > 0)
        .allMatch(row -> row.logBytes() > 0 && row.stateBytes() > 0)
        .allMatch(row -> row.openMillis() > 0 && row.snapshotMillis() > 0);
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void sizesGoUpInSteps() {
    assertThat(ScaleBench.Size.upTo(1_000_000).notes()).containsExactly(10_000, 100_000, 1_000_000);
    assertThat(ScaleBench.Size.upTo(10_000).notes()).containsExactly(10_000);
  }

  @Test
  void everyNoteIsDrawnOnceAsItWasAdded() {
    var pool = new NotePool(1);
    var added = new HashSet<NotePool.Drawn>();
    for (int c = 0; c < 300; c++) {
      var id = new CommandId(Digest.of(Bytes.utf8("c" + c)));
      int command = pool.command(id);
      for (int output : new int[] {0, 63, 127}) {
        int owner = (c * 3_499 + output) % 1_048_576;
        pool.add(command, output, owner, c * 1_000_000_000L + output);
        added.add(new NotePool.Drawn(id.output(output), owner, c * 1_000_000_000L + output));
      }
    }
    assertThat(pool.size()).isEqualTo(900);
    while (pool.size() > 0) {
      assertThat(added.remove(pool.draw())).isTrue();
    }
    assertThat(added).isEmpty();
  }
}
