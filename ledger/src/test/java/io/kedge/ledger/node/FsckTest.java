package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.MapView;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.fsck.Fsck;
import io.kedge.ledger.fsck.FsckReport;
import io.kedge.ledger.state.MemoryStateStore;
import io.kedge.ledger.state.PlainStateRoot;
import io.kedge.ledger.state.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FsckTest {
  @TempDir Path directory;
  private final TinyNode tiny = new TinyNode(1);

  private FsckReport fsck(SimDisk disk) throws IOException {
    Optional<Supplier<StateStore>> none = Optional.empty();
    return Fsck.run(disk, tiny.genesis, TinyRules.book(), none, height -> {});
  }

  private FsckReport fsck() throws IOException {
    return Fsck.run(RealDisk.at(directory), tiny.genesis, TinyRules.book(), height -> {});
  }

  private SimDisk ledger(int commands) throws IOException {
    var disk = new SimDisk();
    try (var node = tiny.open(disk)) {
      fill(node, commands);
    }
    return disk;
  }

  private void fill(LedgerNode node, int commands) {
    for (int i = 0; i < commands; i++) {
      node.submit(
              i % 5 == 4
                  ? tiny.wallet.drop("tea" + (i - 1), "n" + i)
                  : tiny.wallet.put("tea" + i, "t", "n" + i))
          .join();
    }
  }

  @Test
  void aSoundLedgerIsFoundSound() throws IOException {
    var disk = new SimDisk();
    Digest root;
    Digest tree;
    try (var node = tiny.open(disk)) {
      fill(node, 300);
      root = node.stateRoot();
      tree = node.tip().treeRoot();
    }
    FsckReport report = fsck(disk);
    assertThat(report.faults()).isEmpty();
    assertThat(report.ok()).isTrue();
    assertThat(report.blockHeight()).isEqualTo(300);
    assertThat(report.commands()).isEqualTo(300);
    assertThat(report.stateRoot()).isEqualTo(root);
    assertThat(report.treeRoot()).isEqualTo(tree);
    assertThat(report.checkpoints()).isPositive();
  }

  @Test
  void everyChangedByteOfLogTilesAndCheckpointsIsFound() throws IOException {
    SimDisk sound = ledger(12);
    var random = new Random(3);
    int checked = 0;
    for (String file : sound.files()) {
      boolean lockOrKept = file.equals("LOCK");
      byte[] bytes = sound.contents(file);
      for (int round = 0; round < 12 && !lockOrKept && bytes.length > 0; round++) {
        var broken = sound.copy();
        long bit = random.nextLong(8L * bytes.length);
        broken.flip(file, bit);
        assertThat(fsck(broken).ok()).as("%s bit %s", file, bit).isFalse();
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(60);
  }

  @Test
  void aFaultNamesFileAndRepair() throws IOException {
    SimDisk disk = ledger(20);
    String tile = disk.files().stream().filter(f -> f.startsWith("tile/0/")).findFirst().get();
    disk.flip(tile, 100);
    var report = fsck(disk);
    assertThat(report.faults()).hasSize(1);
    assertThat(report.faults().getFirst().file()).isEqualTo(tile);
    assertThat(report.faults().getFirst().repair()).contains("delete the directory tile");
  }

  @Test
  void storedStateIsComparedEntryByEntry() throws IOException {
    var disk = new SimDisk();
    var kept = new MemoryStateStore();
    var provider =
        new StateStore.Provider() {
          @Override
          public StateStore open() {
            return kept;
          }

          @Override
          public void destroy() {
            assertThat(kept.applied()).as("only an empty one is thrown away").isEmpty();
          }
        };
    try (var node = tiny.open(tiny.parts(disk).withState(provider))) {
      fill(node, 40);
    }
    Supplier<StateStore> open = () -> kept;
    var rules = TinyRules.book();
    assertThat(Fsck.run(disk, tiny.genesis, rules, Optional.of(open), h -> {}).faults()).isEmpty();
    var model = new MapView();
    kept.forEachEntry(
        (key, value) ->
            model.apply(java.util.List.of(new io.kedge.contract.Change.Put(key, value))));
    var first = model.entries().firstKey();
    var changed = new TreeMap<>(Map.of(first, Optional.of(io.kedge.kernel.Bytes.utf8("other"))));
    kept.write(
        new io.kedge.ledger.state.StateWrite(
            kept.applied().orElseThrow(), changed, Map.of(), Map.of()));
    var report = Fsck.run(disk, tiny.genesis, rules, Optional.of(open), h -> {});
    assertThat(report.faults()).hasSize(1);
    assertThat(report.faults().getFirst().what()).contains(first.value());
    assertThat(report.stateRoot()).isEqualTo(PlainStateRoot.of(model.entries()));
  }

  @Test
  void changedBytesInTheStateOnDiskAreFoundAndNothingIsWritten() throws IOException {
    var parts = NodeParts.in(directory, TinyRules.key(99), tiny.fatal::set, tiny.clock);
    try (var node = tiny.open(parts)) {
      fill(node, 60);
    }
    var before = contents();
    assertThat(fsck().faults()).isEmpty();
    before.keySet().remove("LOCK");
    var after = contents();
    after.keySet().remove("LOCK");
    assertThat(after).isEqualTo(before);
    var tables = new ArrayList<String>();
    before.keySet().stream().filter(f -> f.endsWith(".sst")).forEach(tables::add);
    assertThat(tables).isNotEmpty();
    for (String table : tables) {
      Path file = directory.resolve(table);
      byte[] sound = Files.readAllBytes(file);
      byte[] broken = sound.clone();
      broken[20] ^= 1;
      Files.write(file, broken);
      assertThat(fsck().faults())
          .as(table)
          .isNotEmpty()
          .allMatch(f -> f.file().equals("state") && f.repair().contains("delete the directory"));
      Files.write(file, sound);
    }
    assertThat(fsck().ok()).isTrue();
  }

  private Map<String, io.kedge.kernel.Bytes> contents() throws IOException {
    var contents = new TreeMap<String, io.kedge.kernel.Bytes>();
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            directory.relativize(file).toString(),
            io.kedge.kernel.Bytes.wrap(Files.readAllBytes(file)));
      }
    }
    return contents;
  }
}
