package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.fsck.Fsck;
import io.kedge.ledger.fsck.FsckReport;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.LogSigner;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.snapshot.Snapshots;
import io.kedge.ledger.state.RocksStateStore;
import io.kedge.ledger.state.StateWrite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plants faults of all kinds, others at each run, in a ledger on real files with its real store,
/// and demands that fsck names each; and that it calls no sound ledger damaged.
class PlantedFaultTest {
  private static final int PLANTS = Integer.getInteger("io.kedge.plants", 60);

  @TempDir Path scratch;
  private final TinyNode tiny = new TinyNode(1);
  private final long seed = Long.getLong("io.kedge.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private Path sound;
  private Path data;

  /// Something to plant; answers the place that fsck must name.
  @FunctionalInterface
  private interface Plant {
    String in(Path data) throws IOException;
  }

  @BeforeEach
  void found() throws Exception {
    sound = scratch.resolve("sound");
    Files.createDirectory(sound);
    grow(sound, 20 + random.nextInt(60), "a");
    try (var node = open(sound)) {
      node.snapshot();
    }
    grow(sound, 280, "b");
    assertThat(fsck(sound).faults()).as("-Dio.kedge.seed=%d", seed).isEmpty();
  }

  private LedgerNode open(Path directory) throws IOException {
    var parts = NodeParts.in(directory, TinyRules.key(99), tiny.fatal::set, tiny.clock);
    return tiny.open(
        parts.withLimits(NodeLimits.standard().withStoreEntries(50).withSegmentBytesMax(64 << 10)));
  }

  private void grow(Path directory, int commands, String name) throws IOException {
    try (var node = open(directory)) {
      for (int i = 0; i < commands; i++) {
        node.submit(tiny.wallet.put("tea" + i % 40, "t" + i, name + i)).join();
      }
    }
  }

  private FsckReport fsck(Path directory) throws IOException {
    return Fsck.run(RealDisk.at(directory), tiny.genesis, TinyRules.book(), _ -> {});
  }

  private Map<String, Plant> plants() {
    var plants = new TreeMap<String, Plant>();
    plants.put("a bit in the log", d -> flip(d, any(d, "log/")));
    plants.put("zeros in the log", d -> zeros(d, any(d, "log/")));
    plants.put("a segment cut short", d -> shortened(d, "log/00000000.seg"));
    plants.put("a segment missing", d -> missing(d, "log/00000000.seg"));
    plants.put("segments swapped", this::swappedSegments);
    plants.put("a bit in a head", d -> flip(d, random.nextBoolean() ? "head.A" : "head.B"));
    plants.put("a head missing", d -> missing(d, random.nextBoolean() ? "head.A" : "head.B"));
    plants.put("two heads the same", this::sameHeads);
    plants.put("a bit in FORMAT", d -> flip(d, "FORMAT"));
    plants.put("FORMAT missing", d -> missing(d, "FORMAT"));
    plants.put("a bit in the genesis", d -> flip(d, "genesis.json"));
    plants.put("the genesis missing", d -> missing(d, "genesis.json"));
    plants.put("a bit in a tile", d -> flip(d, any(d, "tile/")));
    plants.put("a tile cut short", d -> shortened(d, any(d, "tile/")));
    plants.put("a tile of another place", this::otherTile);
    plants.put("a bit in the checkpoints", d -> flip(d, any(d, "checkpoints/")));
    plants.put("a bit in the checkpoint", d -> flip(d, "checkpoint"));
    plants.put("a forked checkpoint", this::fork);
    plants.put("a checkpoint of a longer log", this::ahead);
    plants.put("a bit in the key", d -> flip(d, "ledger.vkey"));
    plants.put("another key", this::otherKey);
    plants.put("a bit in the state", d -> flipped(d, table(d), "state"));
    plants.put("an entry changed in the state", this::changedEntry);
    plants.put("a bit in a snapshot", d -> flipped(d, any(d, "snap/"), "snap/"));
    plants.put("a file of a snapshot missing", this::snapshotFileMissing);
    plants.put("another ledger's snapshot", this::foreignSnapshot);
    return plants;
  }

  @Test
  void fsckNamesEveryPlantedFault() throws Exception {
    var kinds = new ArrayList<>(plants().entrySet());
    var planted = new TreeSet<String>();
    for (int i = 0; i < Math.max(PLANTS, kinds.size()); i++) {
      var kind = kinds.get(i < kinds.size() ? i : random.nextInt(kinds.size()));
      data = scratch.resolve("data" + i);
      copy(sound, data);
      String place = kind.getValue().in(data);
      FsckReport report = fsck(data);
      assertThat(report.faults())
          .as("%s in %s, -Dio.kedge.seed=%d; notes: %s", kind.getKey(), place, seed, report.notes())
          .anyMatch(fault -> fault.file().startsWith(place) && !fault.repair().isBlank());
      planted.add(kind.getKey());
      delete(data);
    }
    assertThat(planted).hasSameSizeAs(kinds);
  }

  /// Closed in order, copied while a node writes, opened and closed again: all sound.
  @Test
  void fsckCallsNoSoundLedgerDamaged() throws Exception {
    for (int i = 0; i < 4; i++) {
      Path live = scratch.resolve("live" + i);
      Path copied = scratch.resolve("copied" + i);
      copy(sound, live);
      try (var node = open(live)) {
        int commands = random.nextInt(40);
        for (int n = 0; n < commands; n++) {
          node.submit(tiny.wallet.put("tea" + n, "x", "live" + n)).join();
        }
      }
      copy(live, copied);
      assertThat(fsck(copied).faults()).as("-Dio.kedge.seed=%d", seed).isEmpty();
      grow(copied, random.nextInt(5), "more");
      assertThat(fsck(copied).faults()).as("-Dio.kedge.seed=%d", seed).isEmpty();
    }
  }

  private String any(Path directory, String prefix) throws IOException {
    try (var files = Files.walk(directory)) {
      List<String> names =
          files
              .filter(Files::isRegularFile)
              .map(file -> directory.relativize(file).toString())
              .filter(name -> name.startsWith(prefix) && !name.endsWith("LOCK"))
              .sorted()
              .toList();
      return names.get(random.nextInt(names.size()));
    }
  }

  private String flip(Path directory, String file) throws IOException {
    return flipped(directory, file, file);
  }

  private String flipped(Path directory, String file, String named) throws IOException {
    byte[] bytes = Files.readAllBytes(directory.resolve(file));
    long bit = random.nextLong(8L * bytes.length);
    bytes[(int) (bit / 8)] ^= (byte) (1 << (bit % 8));
    Files.write(directory.resolve(file), bytes);
    return named;
  }

  /// Some bytes that were not zeros already.
  private String zeros(Path directory, String file) throws IOException {
    byte[] bytes = Files.readAllBytes(directory.resolve(file));
    int from = 4096 + random.nextInt(bytes.length - 4096 - 100);
    Arrays.fill(bytes, from, from + 100, (byte) 0);
    Files.write(directory.resolve(file), bytes);
    return file;
  }

  private String shortened(Path directory, String file) throws IOException {
    byte[] bytes = Files.readAllBytes(directory.resolve(file));
    int less = 1 + random.nextInt(31);
    Files.write(directory.resolve(file), Arrays.copyOf(bytes, bytes.length - less));
    return file;
  }

  private static String missing(Path directory, String file) throws IOException {
    Files.delete(directory.resolve(file));
    return file;
  }

  private String swappedSegments(Path directory) throws IOException {
    swap(directory.resolve("log/00000000.seg"), directory.resolve("log/00000001.seg"));
    return "log/00000000.seg";
  }

  private static void swap(Path one, Path other) throws IOException {
    byte[] bytes = Files.readAllBytes(one);
    Files.write(one, Files.readAllBytes(other));
    Files.write(other, bytes);
  }

  private String sameHeads(Path directory) throws IOException {
    boolean first = random.nextBoolean();
    byte[] bytes = Files.readAllBytes(directory.resolve(first ? "head.A" : "head.B"));
    Files.write(directory.resolve(first ? "head.B" : "head.A"), bytes);
    return "head.";
  }

  private String otherTile(Path directory) throws IOException {
    Files.write(
        directory.resolve("tile/0/000"), Files.readAllBytes(directory.resolve("tile/0/001")));
    return "tile/0/000";
  }

  private void sign(Path directory, long size) throws IOException {
    var checkpoint =
        new Checkpoint(tiny.genesis.origin(), size, Digest.of(Bytes.utf8("fork " + seed)));
    var note = new LogSigner(tiny.genesis.origin(), TinyRules.key(99)).sign(checkpoint);
    try (var files = CheckpointFiles.open(RealDisk.at(directory))) {
      files.append(note);
    }
  }

  private String fork(Path directory) throws IOException {
    sign(directory, 1 + random.nextInt(300));
    return "checkpoints/";
  }

  private String ahead(Path directory) throws IOException {
    sign(directory, 100_000 + random.nextInt(1_000));
    return "checkpoints/";
  }

  /// A whole key, but not the one that signed.
  private String otherKey(Path directory) throws IOException {
    var other = new LogSigner(tiny.genesis.origin(), TinyRules.key(random.nextInt(50)));
    Files.writeString(directory.resolve("ledger.vkey"), other.verifierKey().text() + "\n");
    return "checkpoint";
  }

  private String table(Path directory) throws IOException {
    String file = any(directory, "state/");
    while (!file.endsWith(".sst")) {
      file = any(directory, "state/");
    }
    return file;
  }

  private String changedEntry(Path directory) throws IOException {
    var disk = RealDisk.at(directory);
    try (var store = RocksStateStore.provider(disk, NodeParts.STATE).open()) {
      var entries = new TreeMap<io.kedge.contract.Key, Optional<Bytes>>();
      store.forEachEntry((key, value) -> entries.put(key, Optional.of(value)));
      var keys = new ArrayList<>(entries.keySet());
      var changed = keys.get(random.nextInt(keys.size()));
      var writes = new TreeMap<>(Map.of(changed, Optional.of(Bytes.utf8("other"))));
      store.write(new StateWrite(store.applied().orElseThrow(), writes, Map.of(), Map.of()));
      store.flush();
    }
    return "state";
  }

  private String snapshotFileMissing(Path directory) throws IOException {
    String file = any(directory, "snap/");
    while (file.endsWith("manifest")) {
      file = any(directory, "snap/");
    }
    Files.delete(directory.resolve(file));
    return "snap/";
  }

  private String foreignSnapshot(Path directory) throws IOException {
    var disk = RealDisk.at(directory);
    String name = Snapshots.names(disk).getFirst();
    Path manifest = directory.resolve(Snapshots.directory(name)).resolve(SnapshotManifest.FILE);
    String text = Files.readString(manifest);
    String lines =
        text.substring(0, text.lastIndexOf("checksum "))
            .replaceFirst("ledger [0-9a-f]{64}", "ledger " + Digest.of(Bytes.utf8("x")).hex());
    String checksum = "checksum " + Digest.of(Bytes.utf8(lines)).hex() + "\n";
    Files.writeString(manifest, lines + checksum, StandardOpenOption.TRUNCATE_EXISTING);
    return "snap/";
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
