package io.kedge.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksStateStoreTest {
  @TempDir Path directory;

  private RealDisk disk() throws IOException {
    return RealDisk.at(directory);
  }

  private static Key key(int number) {
    return Key.of("note", String.format("%05d", number));
  }

  private static StateWrite write(long height, int from, int to) {
    var entries = new HashMap<Key, Optional<Bytes>>();
    var commands = new HashMap<CommandId, CommandRecord>();
    var pages = new TreeMap<Bytes, Optional<Bytes>>();
    for (int i = from; i < to; i++) {
      entries.put(key(i), Optional.of(Bytes.utf8("value " + i)));
      commands.put(id(i), new CommandRecord(height, i - from, "accepted"));
      pages.put(Bytes.of((byte) i), Optional.of(Bytes.utf8("page " + i)));
    }
    var applied = new Applied("ledger", height, Digest.of(Bytes.utf8("h" + height)), Digest.ZERO);
    return new StateWrite(applied, entries, commands, pages);
  }

  private static CommandId id(int number) {
    return new CommandId(Digest.of(Bytes.utf8("command " + number)));
  }

  @Test
  void whatIsWrittenIsReadAlikeFromRocksAndFromMemory() throws IOException {
    try (var rocks = RocksStateStore.open(disk(), "state");
        var memory = new MemoryStateStore()) {
      for (StateStore store : List.of(rocks, memory)) {
        assertThat(store.applied()).isEmpty();
        store.write(write(1, 0, 50));
        store.write(
            new StateWrite(
                new Applied("ledger", 2, Digest.ZERO, Digest.ZERO),
                Map.of(key(7), Optional.empty(), key(8), Optional.of(Bytes.utf8("new"))),
                Map.of(),
                Map.of()));
      }
      assertThat(rocks.applied()).isEqualTo(memory.applied());
      var keys = List.of(key(6), key(7), key(8), key(99));
      assertThat(rocks.getAll(keys)).isEqualTo(memory.getAll(keys));
      assertThat(rocks.get(key(8))).contains(Bytes.utf8("new"));
      assertThat(rocks.range("note/", key(5).value(), 4))
          .isEqualTo(memory.range("note/", key(5).value(), 4));
      assertThat(rocks.range("note/", "note/", 100)).hasSize(49);
      assertThat(rocks.range("notf/", "notf/", 100)).isEmpty();
      var ids = List.of(id(3), id(400));
      assertThat(rocks.commands(ids)).isEqualTo(memory.commands(ids));
      var paths = List.of(Bytes.of((byte) 3), Bytes.of((byte) 77));
      assertThat(rocks.pages(paths)).isEqualTo(memory.pages(paths));
      var all = new ArrayList<Bytes>();
      rocks.forEachEntry((key, value) -> all.add(value));
      assertThat(all).hasSize(49);
    }
  }

  @Test
  void whatWasNotFlushedIsGoneAsAWhole() throws IOException {
    try (var store = RocksStateStore.open(disk(), "state")) {
      store.write(write(1, 0, 20));
      store.flush();
      store.write(write(2, 20, 40));
    }
    // RocksDB flushes on an orderly close; either way the mark and the entries agree.
    try (var store = RocksStateStore.openReadOnly(disk(), "state")) {
      long height = store.applied().orElseThrow().height();
      assertThat(height).isIn(1L, 2L);
      assertThat(store.get(key(5))).isPresent();
      assertThat(store.get(key(25)).isPresent()).isEqualTo(height == 2);
      assertThat(store.commands(List.of(id(25))).getFirst().isPresent()).isEqualTo(height == 2);
    }
  }

  @Test
  void aDamagedStoreSaysSoAndIsRefusedUntilItIsThrownAway() throws IOException {
    try (var store = RocksStateStore.open(disk(), "state")) {
      store.write(write(1, 0, 200));
      store.flush();
    }
    try (var files = Files.list(directory.resolve("state"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".sst")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 8; at < Math.min(bytes.length, 600); at += 16) {
          bytes[at] ^= 1;
        }
        Files.write(file, bytes);
      }
    }
    assertThatThrownBy(
            () -> {
              try (var store = RocksStateStore.open(disk(), "state")) {
                store.get(key(5));
              }
            })
        .isInstanceOf(StateDamagedException.class);
    var provider = RocksStateStore.provider(disk(), "state");
    provider.destroy();
    try (StateStore fresh = provider.open()) {
      assertThat(fresh.applied()).isEmpty();
    }
  }
}
