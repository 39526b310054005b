package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.ledger.archive.Archive;
import io.kedge.ledger.archive.ArchiveFault;
import io.kedge.ledger.archive.ArchiveSummary;
import io.kedge.ledger.crypto.SignatureRule;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.proof.VerifierKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArchiveTest {
  private final TinyNode tiny = new TinyNode(1);
  private final SimDisk disk = new SimDisk();
  private List<VerifierKey> keys = List.of();

  @BeforeEach
  void fill() throws IOException {
    try (var node = tiny.open(disk)) {
      for (int i = 0; i < 25; i++) {
        node.submit(tiny.wallet.put("tea" + i % 4, "t" + i, "n" + i)).join();
      }
      keys = List.of(node.vkey());
    }
  }

  private byte[] export(long first, long last) throws IOException {
    var out = new ByteArrayOutputStream();
    ArchiveSummary summary = Archive.export(disk, tiny.genesis, first, last, out);
    assertThat(summary.first()).isEqualTo(first);
    return out.toByteArray();
  }

  private ArchiveSummary verify(byte[] archive) throws IOException {
    return Archive.verify(new ByteArrayInputStream(archive), keys);
  }

  private ArchiveSummary restore(byte[] archive, SimDisk into) throws IOException {
    return Archive.restore(
        new ByteArrayInputStream(archive),
        keys,
        into,
        tiny.genesis,
        TinyRules.book(),
        SignatureRule.standard());
  }

  @Test
  void aWholeLedgerComesBackWithTheSameRootsAndSegments() throws IOException {
    byte[] archive = export(1, 0);
    assertThat(Archive.genesisDocument(new ByteArrayInputStream(archive)))
        .isEqualTo(tiny.genesis.document());
    var fresh = new SimDisk();
    ArchiveSummary summary = restore(archive, fresh);
    assertThat(summary.last()).isEqualTo(25);
    try (var old = tiny.open(disk);
        var restored = tiny.open(fresh)) {
      assertThat(restored.stateRoot()).isEqualTo(old.stateRoot());
      assertThat(restored.tip()).isEqualTo(old.tip());
      assertThat(summary.treeRoot()).isEqualTo(old.tip().treeRoot());
      var id = old.block(3).entries().getFirst().leaf().commandId();
      assertThat(restored.decided(id)).isEqualTo(old.decided(id));
    }
    assertThatThrownBy(() -> restore(archive, fresh)).hasMessageContaining("NOT_EMPTY");
  }

  @Test
  void aRangeProvesItselfAndCannotBeExecuted() throws IOException {
    for (long first = 1; first <= 25; first += 4) {
      byte[] archive = export(first, Math.min(25, first + 3));
      assertThat(verify(archive).commands()).isEqualTo(Math.min(25, first + 3) - first + 1);
      if (first > 1) {
        assertThatThrownBy(() -> restore(archive, new SimDisk()))
            .hasMessageContaining("NOT_FROM_START");
      }
    }
    assertThatThrownBy(() -> export(5, 26)).hasMessageContaining("RANGE");
  }

  @Test
  void anyChangedByteIsNoticed() throws IOException {
    byte[] archive = export(20, 23);
    assertThat(verify(archive).last()).isEqualTo(23);
    for (int at = 0; at < archive.length; at++) {
      byte[] broken = archive.clone();
      broken[at] ^= (byte) (1 << at % 8);
      assertThatThrownBy(() -> verify(broken)).as("byte %s", at).isInstanceOf(ArchiveFault.class);
    }
    byte[] cut = java.util.Arrays.copyOf(archive, archive.length - 1);
    assertThatThrownBy(() -> verify(cut)).hasMessageContaining("DAMAGED");
    byte[] longer = java.util.Arrays.copyOf(archive, archive.length + 1);
    assertThatThrownBy(() -> verify(longer)).hasMessageContaining("DAMAGED");
  }

  @Test
  void anArchiveOfAnotherIssuerIsNotBelieved() throws IOException {
    byte[] archive = export(1, 0);
    keys = List.of();
    assertThatThrownBy(() -> verify(archive)).hasMessageContaining("NOT_SIGNED");
  }
}
