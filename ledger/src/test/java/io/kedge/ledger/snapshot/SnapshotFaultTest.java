package io.kedge.ledger.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.ledger.backup.BackupFault;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SnapshotFaultTest {
  @Test
  void everyFaultAndItsRepairIsDocumented() throws Exception {
    var document = Files.readString(Path.of("../docs/reference/storage.md"));
    for (var kind : SnapshotFault.Kind.values()) {
      assertThat(document).contains("| " + kind + " | " + kind.repair() + " |");
    }
    for (var kind : BackupFault.Kind.values()) {
      assertThat(document).contains("| " + kind + " | " + kind.repair() + " |");
    }
  }
}
