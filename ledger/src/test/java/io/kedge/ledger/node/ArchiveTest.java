package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.ledger.archive.Archive;
import io.kedge.ledger.archive.ArchiveFault;
import io.kedge.ledger.archive.ArchiveSummary;
import io.kedge.ledger.crypto.SignatureRule;
import io.kedge.ledger.disk.PowerCut;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.disk.Survival;
import io.kedge.ledger.fsck.Fsck;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.state.MemoryStateStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
        var put = tiny.wallet.put("tea" + i % 4, "t" + i, "n" + i);
        var decided = (Submitted.Decided) node.submit(put).join();
        if (i == 9) {
          node.receipt(decided.commandId()).join(); // with a checkpoint of the first ten blocks
        }
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
        () -> new ByteArrayInputStream(archive),
        keys,
        into,
        tiny.genesis,
        TinyRules.book(),
        MemoryStateStore.provider(),
        SignatureRule.standard());
  }

  private ArchiveSummary add(byte[] archive, SimDisk into) throws IOException {
    return Archive.add(
        () -> new ByteArrayInputStream(archive),
        keys,
        into,
        tiny.genesis,
        TinyRules.book(),
        MemoryStateStore.provider(),
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
  void rangesThatFollowEachOtherMakeTheLedger() throws IOException {
    var fresh = new SimDisk();
    assertThatThrownBy(() -> add(export(9, 16), fresh)).hasMessageContaining("NOT_FROM_START");
    add(export(1, 8), fresh);
    assertThatThrownBy(() -> add(export(1, 8), fresh)).hasMessageContaining("DOES_NOT_FOLLOW");
    assertThatThrownBy(() -> add(export(10, 16), fresh)).hasMessageContaining("DOES_NOT_FOLLOW");
    assertThatThrownBy(() -> add(export(8, 16), fresh)).hasMessageContaining("DOES_NOT_FOLLOW");
    var before = fresh.copy();
    byte[] broken = export(9, 25);
    broken[broken.length / 2] ^= 1;
    assertThatThrownBy(() -> add(broken, fresh)).isInstanceOf(ArchiveFault.class);
    assertThat(fresh.contents("log/00000000.seg")).isEqualTo(before.contents("log/00000000.seg"));
    assertThat(add(export(9, 25), fresh).treeSize()).isEqualTo(50);
    try (var old = tiny.open(disk);
        var restored = tiny.open(fresh)) {
      assertThat(restored.tip()).isEqualTo(old.tip());
      assertThat(restored.stateRoot()).isEqualTo(old.stateRoot());
    }
    assertThat(
            Fsck.run(fresh, tiny.genesis, TinyRules.book(), Optional.empty(), height -> {})
                .faults())
        .isEmpty();
  }

  @Test
  void aRangeOfAnotherHistoryDoesNotFollow() throws IOException {
    var other = new SimDisk();
    try (var node = tiny.open(other)) {
      for (int i = 0; i < 8; i++) {
        node.submit(tiny.wallet.put("tea" + i % 4, "other" + i, "o" + i)).join();
      }
    }
    assertThatThrownBy(() -> add(export(9, 25), other)).hasMessageContaining("DOES_NOT_FOLLOW");
    var foreign = new TinyNode(2);
    var elsewhere = new SimDisk();
    foreign.open(elsewhere).close();
    assertThatThrownBy(() -> add(export(1, 25), elsewhere)).hasMessageContaining("OTHER_LEDGER");
  }

  /// The power fails at every operation of adding a range.
  @Test
  void addingARangeIsTakenUpAgainAfterACrash() throws IOException {
    var base = new SimDisk();
    add(export(1, 8), base);
    byte[] rest = export(9, 25);
    int cuts = 0;
    boolean whole = false;
    for (int operations = 0; !whole; operations += 2) {
      var cut = base.copy();
      cut.cutPowerAfter(operations);
      try {
        add(rest, cut);
        whole = true;
      } catch (PowerCut e) {
        cuts++;
      }
      var found = cut.afterPowerCut(Survival.seeded(operations));
      long height;
      try (var node = new TinyNode(1).open(found)) {
        height = node.tip().number();
      }
      assertThat(height).isBetween(8L, 25L);
      if (height < 25) {
        add(export(height + 1, 25), found);
      }
      try (var node = new TinyNode(1).open(found)) {
        assertThat(node.tip().number()).isEqualTo(25);
      }
    }
    assertThat(cuts).isGreaterThan(5);
  }

  @Test
  void aRangeIsShownToExtendTheCheckpointBeforeIt() throws IOException {
    assertThat(verify(export(1, 25)).earlierSize()).isZero();
    assertThat(verify(export(20, 23)).earlierSize()).isPositive().isLessThanOrEqualTo(38);
  }

  @Test
  void tilesThatProveNothingAreNotRelied() throws IOException {
    byte[] sound = export(20, 23);
    for (String name : disk.files()) {
      if (name.startsWith("tile/")) {
        disk.flip(name, 8L * 33);
      }
    }
    assertThat(export(20, 23)).isEqualTo(sound);
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
