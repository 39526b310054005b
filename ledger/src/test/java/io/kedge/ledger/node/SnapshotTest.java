package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.DiskFull;
import io.kedge.ledger.disk.PowerCut;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.disk.Survival;
import io.kedge.ledger.log.LogFault;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.snapshot.SnapshotFault;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.snapshot.Snapshots;
import io.kedge.ledger.state.MemoryStateStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Snapshots of a node: making them, beginning with them, and what is refused.
class SnapshotTest {
  private final TinyNode tiny = new TinyNode(1);

  private static void fill(TinyNode tiny, LedgerNode node, int from, int to) {
    for (int i = from; i < to; i++) {
      assertThat(node.submit(tiny.wallet.put("tea" + i % 9, "t" + i, "n" + i)).join().accepted())
          .isTrue();
    }
  }

  /// A closed ledger with a snapshot after block 30 and blocks up to 40.
  private SimDisk withSnapshot() throws Exception {
    var disk = new SimDisk();
    try (var node = tiny.open(disk)) {
      fill(tiny, node, 0, 30);
      assertThat(node.snapshot().height()).isEqualTo(30);
      fill(tiny, node, 30, 40);
    }
    return disk;
  }

  private static SnapshotManifest only(SimDisk disk) throws IOException {
    return Snapshots.find(disk, Snapshots.names(disk).getFirst()).orElseThrow();
  }

  private VerifierKey key(SimDisk disk) throws Exception {
    return VerifierKey.parse(
        new String(disk.contents("ledger.vkey"), java.nio.charset.StandardCharsets.UTF_8).strip());
  }

  @Test
  void aSnapshotProvesItselfAndEveryBitOfItCounts() throws Exception {
    var disk = withSnapshot();
    var manifest = only(disk);
    assertThat(SnapshotManifest.decode(manifest.encoded())).isEqualTo(manifest);
    manifest.verify(List.of(key(disk)));
    Snapshots.reader(disk, manifest).verify();
    assertThat(manifest.commands()).isEqualTo(30);
    assertThatThrownBy(() -> manifest.verify(List.of()))
        .hasMessageContaining("NOT_SIGNED")
        .hasMessageContaining("--key");
    String directory = Snapshots.directory(manifest.name());
    int flipped = 0;
    for (String file : disk.list(directory)) {
      String name = directory + "/" + file;
      for (long bit = file.length() % 8; bit < 8L * disk.contents(name).length; bit += 61) {
        disk.flip(name, bit);
        assertThatThrownBy(
                () -> {
                  var found = only(disk);
                  found.verify(List.of(key(disk)));
                  Snapshots.reader(disk, found).verify();
                })
            .as(name + " bit " + bit)
            .isInstanceOf(SnapshotFault.class)
            .hasMessageContaining("Repair: ");
        disk.flip(name, bit);
        flipped++;
      }
    }
    assertThat(flipped).isGreaterThan(500);
  }

  /// What a snapshot that failed had taken for storing is stored later: nothing is lost, and the
  /// node goes on storing.
  @Test
  @Timeout(30)
  void aSnapshotWithoutSpaceLosesNothingOfTheState() throws Exception {
    var disk = new SimDisk();
    try (var node = tiny.open(disk)) {
      fill(tiny, node, 0, 3);
      node.receipt(node.block(3).entries().getFirst().leaf().commandId()).join();
      disk.limit(1);
      assertThatThrownBy(node::snapshot).isInstanceOf(DiskFull.class);
      disk.limit(Long.MAX_VALUE);
      fill(tiny, node, 3, 4);
      node.receipt(node.block(4).entries().getFirst().leaf().commandId()).join();
      SnapshotManifest manifest = node.snapshot();
      assertThat(manifest.height()).isEqualTo(4);
      assertThat(manifest.commands()).isEqualTo(4);
      Snapshots.reader(disk, manifest).verify();
    }
  }

  @Test
  void lostStateIsMadeFromTheSnapshotAndTheBlocksAfterIt() throws Exception {
    var disk = withSnapshot();
    Digest root;
    try (var whole = new TinyNode(1).open(without(disk, "snap/"))) {
      root = whole.stateRoot();
      assertThat(whole.notes()).isEmpty();
    }
    try (var node = tiny.open(disk)) {
      assertThat(node.notes())
          .containsExactly("the state was taken from snapshot " + only(disk).name());
      assertThat(node.stateRoot()).isEqualTo(root);
      fill(tiny, node, 40, 45);
      CommandId early = node.block(3).entries().getFirst().leaf().commandId();
      assertThat(node.decided(early)).isPresent();
      assertThat(node.receipt(early).join()).isNotNull();
      assertThat(node.submit(tiny.wallet.put("tea0", "t0", "n0")).join())
          .isInstanceOfSatisfying(
              Submitted.Decided.class, decided -> assertThat(decided.again()).isTrue());
    }
  }

  /// The disk without the files whose names begin so.
  private static SimDisk without(SimDisk disk, String prefix) throws IOException {
    var copy = disk.copy();
    for (String name : copy.files()) {
      if (name.startsWith(prefix)) {
        copy.delete(name);
      }
    }
    return copy;
  }

  @Test
  void anotherNodeBeginsWithTheSnapshot() throws Exception {
    var disk = withSnapshot();
    var manifest = only(disk);
    var source = Snapshots.source(disk, manifest.name());
    var other = new SimDisk();
    SnapshotInstall.install(source, List.of(key(disk)), List.of("log"), other);
    assertThatThrownBy(
            () -> SnapshotInstall.install(source, List.of(key(disk)), List.of("log"), other))
        .hasMessageContaining("NOT_EMPTY");
    Digest root;
    try (var leader = tiny.open(disk);
        var node = new TinyNode(1).open(other)) {
      assertThat(node.tip().number()).isEqualTo(30);
      assertThat(node.tip().treeRoot()).isEqualTo(manifest.treeRoot());
      assertThat(node.stateRoot()).isEqualTo(manifest.stateRoot());
      assertThatThrownBy(() -> node.block(30))
          .hasRootCauseInstanceOf(LogFault.class)
          .hasMessageContaining("PRUNED");
      // The same commands give the same block as on the other node, but for its time.
      fill(tiny, node, 30, 40);
      assertThat(node.stateRoot()).isEqualTo(leader.stateRoot());
      root = node.stateRoot();
      CommandId id = node.block(35).entries().getFirst().leaf().commandId();
      assertThat(node.receipt(id).join()).isNotNull();
    }
    for (int restart = 0; restart < 2; restart++) {
      try (var node = new TinyNode(1).open(other)) {
        assertThat(node.stateRoot()).isEqualTo(root);
        assertThat(node.tip().number()).isEqualTo(40);
      }
    }
  }

  @Test
  void withoutItsSnapshotALedgerThatBeganWithOneSaysWhatIsMissing() throws Exception {
    var disk = withSnapshot();
    var other = new SimDisk();
    SnapshotInstall.install(
        Snapshots.source(disk, only(disk).name()), List.of(key(disk)), List.of(), other);
    assertThatThrownBy(() -> tiny.open(without(other, "snap/")))
        .isInstanceOf(NodeFault.class)
        .hasMessageContaining("BEGINNING_MISSING")
        .hasMessageContaining("copy a snapshot");
  }

  @Test
  void aDamagedSnapshotIsPassedOverForTheOlderOne() throws Exception {
    var disk = withSnapshot();
    String older = only(disk).name();
    try (var node = tiny.open(disk)) {
      node.snapshot();
    }
    List<String> names = Snapshots.names(disk);
    assertThat(names).hasSize(2).endsWith(older);
    disk.flip(Snapshots.directory(names.getFirst()) + "/entries", 77);
    try (var node = new TinyNode(1).open(disk)) {
      assertThat(node.notes())
          .anyMatch(note -> note.contains("was not used: DAMAGED"))
          .contains("the state was taken from snapshot " + older);
    }
  }

  @Test
  void aSnapshotOfAnotherLedgerOrOfALaterTimeIsRefusedByName() throws Exception {
    var disk = withSnapshot();
    var manifest = only(disk);
    var other = new TinyNode(2);
    var foreign = new SimDisk();
    try (var node = other.open(foreign)) {
      fill(other, node, 0, 4);
    }
    Snapshots.copy(Snapshots.source(disk, manifest.name()), manifest, foreign);
    try (var node = other.open(foreign)) {
      assertThat(node.notes())
          .anyMatch(note -> note.contains("OTHER_LEDGER") && note.contains("Repair: "));
    }
    var early = new SimDisk();
    try (var node = tiny.open(early)) {
      fill(tiny, node, 0, 4);
    }
    Snapshots.copy(Snapshots.source(disk, manifest.name()), manifest, early);
    try (var node = tiny.open(early)) {
      assertThat(node.notes())
          .anyMatch(note -> note.contains("STALE") && note.contains("Repair: "));
      assertThat(node.tip().number()).isEqualTo(4);
    }
  }

  @Test
  void twoAreKeptAndTheyAreMadeByThemselves() throws Exception {
    var disk = new SimDisk();
    var limits = NodeLimits.standard().withStoreEntries(3).withSnapshots(new SnapshotPolicy(20, 2));
    try (var node = tiny.open(tiny.parts(disk).withLimits(limits))) {
      fill(tiny, node, 0, 60);
    }
    assertThat(Snapshots.names(disk)).isNotEmpty().hasSizeLessThanOrEqualTo(2);
    for (String name : Snapshots.names(disk)) {
      var manifest = Snapshots.find(disk, name).orElseThrow();
      manifest.verify(List.of(key(disk)));
      Snapshots.reader(disk, manifest).verify();
    }
  }

  @Test
  void theSameStateGivesTheSameFiles() throws Exception {
    assertThat(files(withSnapshot())).isEqualTo(files(withSnapshot()));
  }

  private static Map<String, Bytes> files(SimDisk disk) throws IOException {
    var files = new TreeMap<String, Bytes>();
    for (String name : disk.files()) {
      if (name.contains("/entries") || name.contains("/commands") || name.contains("/edge")) {
        files.put(name, Bytes.wrap(disk.contents(name)));
      }
    }
    assertThat(files).hasSize(3);
    return files;
  }

  /// The power fails at every operation of making a snapshot and of beginning with one.
  @Test
  void aCrashLeavesTheLedgerAsItWasAndTheSnapshotWholeOrNotAtAll() throws Exception {
    var before = new SimDisk();
    try (var node = tiny.open(before)) {
      fill(tiny, node, 0, 12);
    }
    int made = 0;
    int unmade = 0;
    for (int operations = 0; made == 0; operations++) {
      var disk = before.copy();
      disk.cutPowerAfter(operations);
      try {
        make(disk);
        made++;
      } catch (PowerCut e) {
        unmade++;
      }
      for (var survival : List.of(Survival.nothing(), Survival.seeded(operations))) {
        var found = disk.afterPowerCut(survival);
        for (String name : Snapshots.names(found)) {
          var manifest = Snapshots.find(found, name).orElseThrow();
          Snapshots.reader(found, manifest).verify();
        }
        try (var node = new TinyNode(1).open(found)) {
          assertThat(node.tip().number()).isEqualTo(12);
          assertThat(node.notes()).noneMatch(note -> note.contains("not used"));
        }
        make(found);
        assertThat(Snapshots.names(found)).hasSize(1);
      }
    }
    assertThat(unmade).isGreaterThan(15);
  }

  private void make(SimDisk disk) throws IOException {
    var store = new MemoryStateStore();
    var limits = NodeLimits.standard();
    var provider =
        new io.kedge.ledger.state.StateStore.Provider() {
          @Override
          public io.kedge.ledger.state.StateStore open() {
            return store;
          }

          @Override
          public void destroy() {
            // It is new.
          }
        };
    // Opening fills the store; what it does to the disk is not what is cut here.
    var scratch = disk.copy();
    try (var node = tiny.open(tiny.parts(scratch).withState(provider).withLimits(limits))) {
      assertThat(node.tip().number()).isEqualTo(12);
    }
    SnapshotMaker.make(disk, tiny.genesis, store, 2);
  }

  @Test
  void beginningWithASnapshotIsTakenUpAgainAfterACrash() throws Exception {
    var disk = withSnapshot();
    var manifest = only(disk);
    var source = Snapshots.source(disk, manifest.name());
    var keys = List.of(key(disk));
    var cuts = new ArrayList<Integer>();
    boolean whole = false;
    for (int operations = 0; !whole; operations++) {
      var other = new SimDisk();
      other.cutPowerAfter(operations);
      try {
        SnapshotInstall.install(source, keys, List.of(), other);
        whole = true;
      } catch (PowerCut e) {
        cuts.add(operations);
      }
      var found = other.afterPowerCut(Survival.seeded(operations));
      if (io.kedge.ledger.log.LedgerLog.ledgerIdIn(found).isEmpty()) {
        SnapshotInstall.install(source, keys, List.of(), found);
      }
      try (var node = new TinyNode(1).open(found)) {
        assertThat(node.stateRoot()).isEqualTo(manifest.stateRoot());
        assertThat(node.tip().number()).isEqualTo(30);
      }
    }
    assertThat(cuts).hasSizeGreaterThan(25);
  }
}
