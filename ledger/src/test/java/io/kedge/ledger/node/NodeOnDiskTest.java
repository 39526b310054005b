package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.ledger.crypto.KeyStoreFailure;
import io.kedge.ledger.crypto.Passphrase;
import io.kedge.ledger.crypto.SealingCost;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.disk.DiskLocked;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.disk.SimEntropy;
import io.kedge.ledger.proof.ReceiptVerdict;
import io.kedge.ledger.proof.ReceiptVerifier;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.snapshot.Snapshots;
import io.kedge.ledger.state.RocksStateStore;
import io.kedge.ledger.tree.MerkleHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A node on real files, with RocksDB.
class NodeOnDiskTest {
  @TempDir Path directory;
  private final TinyNode tiny = new TinyNode(1);

  private LedgerNode open() throws IOException {
    var parts = NodeParts.in(directory, TinyRules.key(99), tiny.fatal::set, tiny.clock);
    return tiny.open(parts.withLimits(NodeLimits.standard().withStoreEntries(50)));
  }

  private static void fill(LedgerNode node, TinyNode tiny, int from, int to) {
    List<CompletableFuture<Submitted>> answers = new ArrayList<>();
    for (int i = from; i < to; i++) {
      answers.add(node.submit(tiny.wallet.put("tea" + i % 90, "t" + i, "n" + i)));
    }
    answers.forEach(answer -> assertThat(answer.join().accepted()).isTrue());
  }

  private static void deleteAll(Path path) throws IOException {
    try (var files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void aRestartFindsEverythingAgain() throws Exception {
    Digest root;
    Digest tree;
    try (var node = open()) {
      fill(node, tiny, 0, 600);
      root = node.stateRoot();
      tree = node.tip().treeRoot();
    }
    try (var node = open()) {
      assertThat(node.notes()).isEmpty();
      assertThat(node.stateRoot()).isEqualTo(root);
      assertThat(node.tip().treeRoot()).isEqualTo(tree);
      fill(node, tiny, 600, 700);
      CommandId id = node.block(1).entries().getFirst().leaf().commandId();
      assertThat(node.decided(id)).isPresent();
      assertThat(node.receipt(id).join()).isNotNull();
    }
  }

  @Test
  void stateAndTilesAreMadeAgainWhereTheyAreMissing() throws Exception {
    Digest root;
    try (var node = open()) {
      fill(node, tiny, 0, 400);
      root = node.stateRoot();
    }
    deleteAll(directory.resolve("state"));
    try (var node = open()) {
      assertThat(node.stateRoot()).isEqualTo(root);
    }
    deleteAll(directory.resolve("tile"));
    try (var node = open()) {
      assertThat(node.notes()).anyMatch(note -> note.contains("rebuilt"));
      assertThat(node.stateRoot()).isEqualTo(root);
      fill(node, tiny, 400, 420);
    }
  }

  /// A founding that was killed after its log and before its genesis could never be finished: the
  /// next start had another genesis and was told that the directory is of another ledger.
  @Test
  void theGenesisIsThereBeforeTheLog() throws Exception {
    var parts = NodeParts.in(directory, TinyRules.key(99), tiny.fatal::set, tiny.clock);
    var disk = (io.kedge.ledger.disk.RealDisk) parts.disk();
    Files.createDirectory(directory.resolve("log")); // where the log's founding fails
    Files.createDirectory(directory.resolve("head.A"));
    assertThatThrownBy(this::open).isInstanceOf(IOException.class);
    assertThat(directory.resolve("FORMAT")).doesNotExist();
    assertThat(LedgerNode.genesisDocument(disk)).contains(tiny.genesis.document());

    Files.delete(directory.resolve("head.A"));
    try (var node = open()) {
      fill(node, tiny, 0, 3);
    }
    var other = new TinyNode(2);
    Files.delete(directory.resolve("genesis.json"));
    assertThatThrownBy(() -> other.open(parts)).hasMessageContaining("WRONG_LEDGER");
    assertThat(directory.resolve("genesis.json")).doesNotExist();
  }

  /// A full tile off the right edge was believed: its receipts proved nothing. Opening does not
  /// read
  /// all tiles; whoever needs a wrong one has it made again from the log.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDamagedOrMissingFullTileIsMadeAgainWhenItIsNeeded(boolean missing) throws Exception {
    CommandId first;
    try (var node = open()) {
      fill(node, tiny, 0, 300);
      first = node.block(1).entries().getFirst().leaf().commandId();
    }
    Path tile = directory.resolve("tile/0/000");
    byte[] bytes = Files.readAllBytes(tile);
    if (missing) {
      Files.delete(tile);
    } else {
      flip(tile);
    }
    try (var node = open()) {
      assertThat(node.notes()).isEmpty();
      assertProves(node, first);
      fill(node, tiny, 300, 301);
    }
    assertThat(Files.readAllBytes(tile)).isEqualTo(bytes);
    assertThat(directory.resolve("tile/DOUBTED")).exists();
    try (var node = open()) {
      assertThat(node.notes()).isEmpty();
      assertThat(directory.resolve("tile/DOUBTED")).doesNotExist();
    }
  }

  private static void flip(Path file) throws IOException {
    byte[] changed = Files.readAllBytes(file);
    changed[MerkleHasher.SIZE + 5] ^= 1;
    Files.write(file, changed);
  }

  private static void assertProves(LedgerNode node, CommandId id) {
    assertThat(new ReceiptVerifier(List.of(node.vkey())).verify(node.receipt(id).join()))
        .isInstanceOf(ReceiptVerdict.Accepted.class);
  }

  @Test
  void aReceiptThatProvesNothingIsNotHandedOutAndTheNextStartMakesTheTilesAgain() throws Exception {
    try (var node = open()) {
      fill(node, tiny, 0, 600);
    }
    CommandId last;
    try (var node = open()) {
      last = node.block(node.tip().number()).entries().getLast().leaf().commandId();
      try (var files = Files.walk(directory.resolve("tile/1"))) {
        flip(files.filter(Files::isRegularFile).findFirst().orElseThrow());
      }
      assertThatThrownBy(() -> node.receipt(last).join())
          .hasRootCauseInstanceOf(NodeFault.class)
          .hasMessageContaining("TILE_DAMAGED");
    }
    try (var node = open()) {
      assertThat(node.notes()).anyMatch(note -> note.contains("tiles are missing or damaged"));
      assertProves(node, last);
    }
    try (var node = open()) {
      assertThat(node.notes()).isEmpty();
    }
  }

  /// Asking a node that was closed ended the whole process inside RocksDB.
  @Test
  void aClosedNodeCanBeAsked() throws Exception {
    LedgerNode node = open();
    fill(node, tiny, 0, 120);
    CommandId first = node.block(1).entries().getFirst().leaf().commandId();
    node.close();
    node = open();
    node.close();
    LedgerNode closed = node;
    assertThatThrownBy(() -> closed.command(first)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> closed.view().get(Key.of("box", "tea-unseen")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void damagedStateIsMadeAgain() throws Exception {
    Digest root;
    try (var node = open()) {
      fill(node, tiny, 0, 400);
      root = node.stateRoot();
    }
    try (var files = Files.list(directory.resolve("state"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".sst")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at < bytes.length; at += 37) {
          bytes[at] ^= 4;
        }
        Files.write(file, bytes);
      }
    }
    try (var node = open()) {
      assertThat(node.notes()).anyMatch(note -> note.contains("rebuilt"));
      assertThat(node.stateRoot()).isEqualTo(root);
    }
  }

  /// A store flushes once in several hand-outs, and how many commands one takes depends on how they
  /// were batched: a fixed number of them was too few on a fast machine.
  private int fillUntilDurable(LedgerNode node, RealDisk disk) {
    for (int filled = 600; filled <= 60_000; filled += 600) {
      fill(node, tiny, filled - 600, filled);
      try (var store = RocksStateStore.openReadOnly(disk, NodeParts.STATE)) {
        if (store.applied().filter(applied -> applied.height() > 0).isPresent()) {
          return filled;
        }
      }
    }
    throw new AssertionError("60,000 commands, and no block of them is in the stored state");
  }

  /// As `kedge ledger snapshot` does: through a second, read-only handle on the state.
  @Test
  void aSnapshotIsMadeBesideARunningNode() throws Exception {
    var disk = RealDisk.at(directory);
    try (var node = open()) {
      int filled = fillUntilDurable(node, disk);
      node.receipt(node.block(node.tip().number()).entries().getLast().leaf().commandId()).join();
      SnapshotManifest made;
      try (var store = RocksStateStore.openReadOnly(disk, NodeParts.STATE)) {
        made = SnapshotMaker.make(disk, tiny.genesis, store, 2);
      }
      made.verify(List.of(node.vkey()));
      Snapshots.reader(disk, made).verify();
      fill(node, tiny, filled, filled + 10);
    }
    Digest root;
    try (var node = open()) {
      root = node.stateRoot();
    }
    deleteAll(directory.resolve("state"));
    try (var node = open()) {
      assertThat(node.notes()).anyMatch(note -> note.contains("taken from snapshot"));
      assertThat(node.stateRoot()).isEqualTo(root);
    }
  }

  @Test
  void aSecondNodeInTheSameDirectoryIsRefused() throws Exception {
    try (var node = open()) {
      assertThatThrownBy(this::open).isInstanceOf(DiskLocked.class);
      assertThat(node.submit(tiny.wallet.put("tea", "x", "n")).join().accepted()).isTrue();
    }
  }

  @Test
  void theLogKeyIsSealedAndThereIsNoDefaultPassphrase() throws Exception {
    Path file = directory.resolve("node.keys");
    var entropy = new SimEntropy(7);
    SigningKey key =
        NodeKeys.openOrCreate(file, Passphrase.of("four words of it"), SealingCost.QUICK, entropy);
    assertThat(NodeKeys.open(file, Passphrase.of("four words of it"), entropy).seed())
        .isEqualTo(key.seed());
    assertThatThrownBy(() -> NodeKeys.open(file, Passphrase.of("another"), entropy))
        .isInstanceOf(KeyStoreFailure.class);
    assertThatThrownBy(() -> Passphrase.from(java.util.Map.of()))
        .isInstanceOf(KeyStoreFailure.class);
    assertThat(Bytes.wrap(Files.readAllBytes(file)).hex()).doesNotContain(key.seed().hex());
  }
}
