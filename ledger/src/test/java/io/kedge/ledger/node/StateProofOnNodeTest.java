package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.contract.Key;
import io.kedge.contract.MapView;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.Cosigner;
import io.kedge.ledger.proof.LogSigner;
import io.kedge.ledger.proof.ReceiptVerifier;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.StateProof;
import io.kedge.ledger.proof.StateProofVerdict;
import io.kedge.ledger.proof.StateProofVerifier;
import io.kedge.ledger.state.PlainStateRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// State proofs of a node that is taking commands, on real files with RocksDB.
class StateProofOnNodeTest {
  private static final int BOXES = 60;

  @TempDir Path directory;

  private LedgerNode open(TinyNode tiny) throws IOException {
    var parts = NodeParts.in(directory, TinyRules.key(99), tiny.fatal::set, tiny.clock);
    return tiny.open(parts.withLimits(NodeLimits.standard().withStoreEntries(40)));
  }

  private static Key box(int number) {
    return Key.of("box", "b" + number);
  }

  /// One proof, as it was asked for: at what height the ledger was by then.
  private record Asked(long durable, StateProof proof) {}

  /// Every proof that was handed out while boxes came and went, against a history kept apart: the
  /// state after each block, and its root straight from the definition.
  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void proofsHoldWhileTheStateMovesOn(int stateRootEvery) throws Exception {
    var tiny = new TinyNode(stateRootEvery);
    var states = new ArrayList<MapView>();
    var asked = new ConcurrentLinkedQueue<Asked>();
    var headers = new ArrayList<BlockHeader>();
    try (var node = open(tiny);
        var askers = Executors.newFixedThreadPool(2)) {
      assertThatThrownBy(() -> node.stateProof(box(1)).join())
          .isInstanceOf(CompletionException.class)
          .hasMessageContaining("no block yet");
      fill(node, tiny, 0, 20);
      List<Future<?>> running = new ArrayList<>();
      for (int seed = 0; seed < 2; seed++) {
        var random = new Random(seed);
        running.add(askers.submit(() -> ask(node, random, asked)));
      }
      fill(node, tiny, 20, 900);
      for (Future<?> asker : running) {
        asker.get();
      }
      Digest root = node.stateRoot();
      asked.add(new Asked(node.tip().number(), node.stateProof(box(3)).join()));
      assertThat(node.stateRoot()).isEqualTo(root);
      history(node, tiny, states, headers);
    }
    var verifier = verifier(tiny);
    var present = new boolean[2];
    for (Asked one : asked) {
      var told = (StateProofVerdict.Accepted) verifier.verify(one.proof().encoded());
      MapView then = states.get(Math.toIntExact(told.height()));
      assertThat(told.value()).isEqualTo(then.get(told.key()));
      assertThat(told.stateRoot()).isEqualTo(PlainStateRoot.of(then.entries()));
      assertThat(told.time()).isEqualTo(headers.get(Math.toIntExact(told.statedIn())).time());
      assertThat(told.height()).isEqualTo(told.height() / stateRootEvery * stateRootEvery);
      assertThat(told.height()).as("not older").isGreaterThan(one.durable() - stateRootEvery);
      present[told.value().isPresent() ? 1 : 0] = true;
    }
    assertThat(asked).hasSizeGreaterThan(80);
    assertThat(present).containsExactly(true, true);
  }

  private static void ask(LedgerNode node, Random random, ConcurrentLinkedQueue<Asked> into) {
    for (int i = 0; i < 40; i++) {
      long durable = node.tip().number();
      into.add(new Asked(durable, node.stateProof(box(random.nextInt(BOXES + 10))).join()));
      if (i % 8 == 0) {
        node.stateRoot();
      }
    }
  }

  private static void fill(LedgerNode node, TinyNode tiny, int from, int to) {
    var random = new Random(from);
    List<CompletableFuture<Submitted>> answers = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String box = "b" + random.nextInt(BOXES);
      answers.add(
          node.submit(
              random.nextInt(4) == 0
                  ? tiny.wallet.drop(box, "n" + i)
                  : tiny.wallet.put(box, "t" + i, "n" + i)));
      if (i % 10 == 0) {
        answers.getLast().join();
      }
    }
    answers.forEach(CompletableFuture::join);
  }

  /// The state after each block, from the blocks alone.
  private static void history(
      LedgerNode node, TinyNode tiny, List<MapView> states, List<BlockHeader> headers)
      throws InterruptedException {
    var model = new MapView();
    model.apply(tiny.genesis.changes());
    states.add(copy(model));
    headers.add(node.block(1).header());
    try (var _ =
        node.subscribeFromStart(
            block -> {
              block.outcomes().forEach(outcome -> model.apply(outcome.changes()));
              states.add(copy(model));
              headers.add(block.block().header());
            })) {
      node.awaitShown();
    }
  }

  private static MapView copy(MapView model) {
    var copy = new MapView();
    model.entries().forEach((key, value) -> copy.apply(List.of(put(key, value))));
    return copy;
  }

  private static io.kedge.contract.Change put(Key key, Bytes value) {
    return new io.kedge.contract.Change.Put(key, value);
  }

  private static StateProofVerifier verifier(TinyNode tiny) {
    var signer = new LogSigner(tiny.genesis.origin(), TinyRules.key(99));
    return new StateProofVerifier(new ReceiptVerifier(List.of(signer.verifierKey())));
  }

  @Test
  void whoWaitsWhenTheNodeClosesGetsHisProof() throws Exception {
    var tiny = new TinyNode(1);
    CompletableFuture<StateProof> proof;
    try (var node = open(tiny)) {
      node.submit(tiny.wallet.put("b1", "t", "n")).join();
      proof = node.stateProof(box(1));
    }
    assertThat(proof).isDone();
    assertThat(verifier(tiny).verify(proof.join().encoded()).accepted()).isTrue();
    assertThat(proof.join().value()).isPresent();
  }

  /// Without a node: from what is on the disk while one is writing, after an orderly end, and where
  /// the stored state is gone.
  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void proofsAreMadeFromTheDirectoryToo(int stateRootEvery) throws Exception {
    var tiny = new TinyNode(stateRootEvery);
    var disk = RealDisk.at(directory);
    var states = new ArrayList<MapView>();
    StoredProofs beside;
    try (var node = open(tiny)) {
      assertThat(StoredProofs.open(disk, tiny.genesis, TinyRules.book(), 0)).isEmpty();
      fill(node, tiny, 0, 300);
      beside = StoredProofs.open(disk, tiny.genesis, TinyRules.book(), 0).orElseThrow();
      node.snapshot();
      fill(node, tiny, 300, 330);
      history(node, tiny, states, new ArrayList<>());
    }
    try (beside) {
      requireTrue(tiny, beside, states);
    }
    try (var after = StoredProofs.open(disk, tiny.genesis, TinyRules.book(), 0).orElseThrow()) {
      requireTrue(tiny, after, states);
      assertThat(after.height()).isGreaterThan(states.size() - 1L - stateRootEvery);
    }
    requireCosigned(disk, tiny);
    deleteAll(directory.resolve("state"));
    try (var after = StoredProofs.open(disk, tiny.genesis, TinyRules.book(), 0).orElseThrow()) {
      requireTrue(tiny, after, states);
      assertThat(after.height()).isGreaterThan(states.size() - 1L - stateRootEvery);
    }
    Path snapshot;
    try (var names = Files.list(directory.resolve("snap"))) {
      snapshot = names.filter(Files::isDirectory).findFirst().orElseThrow();
    }
    try (var names = Files.list(snapshot)) {
      Path file = names.filter(f -> f.toString().contains("entries")).findFirst().orElseThrow();
      Files.write(file, new byte[] {1});
    }
    try (var after = StoredProofs.open(disk, tiny.genesis, TinyRules.book(), 0).orElseThrow()) {
      requireTrue(tiny, after, states);
    }
    assertThat(directory.resolve("state")).as("nothing was written").doesNotExist();
  }

  /// Under the newest checkpoint that a follower cosigned, with his line.
  private static void requireCosigned(RealDisk disk, TinyNode tiny) throws Exception {
    var follower = new Cosigner("bank.example", TinyRules.key(50));
    assertThat(StoredProofs.open(disk, tiny.genesis, TinyRules.book(), 1)).isEmpty();
    var newest = CheckpointFiles.read(disk, 1).notes().getLast().note();
    var line = follower.cosign(Checkpoint.parse(newest.text()), 1_790_000_000L);
    try (var files = CheckpointFiles.open(disk, StoredProofs.COSIGNATURES)) {
      files.append(new SignedNote(newest.text(), List.of(line)));
    }
    var signer = new LogSigner(tiny.genesis.origin(), TinyRules.key(99));
    var both = List.of(signer.verifierKey(), follower.verifierKey());
    try (var proofs = StoredProofs.open(disk, tiny.genesis, TinyRules.book(), 1).orElseThrow()) {
      var proof = proofs.of(box(1)).encoded();
      assertThat(new StateProofVerifier(new ReceiptVerifier(both, 1)).verify(proof).accepted())
          .isTrue();
    }
  }

  private static void requireTrue(TinyNode tiny, StoredProofs proofs, List<MapView> states) {
    var verifier = verifier(tiny);
    for (int i = 0; i < BOXES + 5; i++) {
      var told = (StateProofVerdict.Accepted) verifier.verify(proofs.of(box(i)).encoded());
      assertThat(told.height()).isEqualTo(proofs.height());
      assertThat(told.value()).isEqualTo(states.get(Math.toIntExact(told.height())).get(box(i)));
    }
  }

  private static void deleteAll(Path path) throws IOException {
    try (var files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
