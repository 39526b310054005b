package io.kedge.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.ledger.log.RecoveryRow.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class RecoveryRowTest {
  @Test
  void exactlyOneRowDecidesEachOfThe64Combinations() {
    var used = EnumSet.noneOf(RecoveryRow.class);
    for (int n = 0; n < Evidence.COUNT; n++) {
      var evidence = Evidence.number(n);
      assertThat(RecoveryRow.matching(evidence)).as(evidence.toString()).hasSize(1);
      var row = RecoveryRow.of(evidence);
      assertThat(row.verdict()).as(evidence.toString()).isEqualTo(plainly(evidence));
      assertThat(row.fault().isPresent()).isEqualTo(row.verdict() == Verdict.STOP);
      used.add(row);
    }
    assertThat(used).containsExactly(RecoveryRow.values());
  }

  /// The table in two sentences: a good record is kept; a bad one is cut only where nothing was
  /// acknowledged and nothing later was written.
  private static Verdict plainly(Evidence e) {
    boolean good = e.headerOk() && e.bodyOk() && e.indexOk() && e.previousOk();
    if (good) {
      return Verdict.KEEP;
    }
    return e.acknowledged() || e.laterGroup() ? Verdict.STOP : Verdict.CUT;
  }

  @Test
  void theDocumentShowsTheTablesOfTheCode() throws Exception {
    var document = Files.readString(Path.of("../docs/reference/storage.md"));
    assertThat(document).contains(RecoveryRow.markdown(), LogFault.Kind.markdown());
  }
}
