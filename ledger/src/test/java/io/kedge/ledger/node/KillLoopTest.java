package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Requirement;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.fsck.Fsck;
import io.kedge.ledger.proof.ReceiptVerdict;
import io.kedge.ledger.proof.ReceiptVerifier;
import io.kedge.ledger.tree.MemoryTileStore;
import io.kedge.ledger.tree.TreeAppender;
import io.kedge.ledger.tree.TreeProofs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` at random moments while 16 clients write. What the clients have is the oracle: every
/// receipt must verify against the ledger that is opened again (semantics/ledger.md §4B.5). 200
/// rounds: `-Dio.kedge.kills=200`.
class KillLoopTest {
  private static final int ROUNDS = Integer.getInteger("io.kedge.kills", 6);
  private static final int WRITERS = 16;
  private static final int MILLIS_MAX = 700;

  @TempDir Path scratch;
  private final TinyNode tiny = new TinyNode(1);
  private final List<CommandId> accepted = new ArrayList<>();
  private final List<Bytes> receipts = new ArrayList<>();

  @Test
  @Requirement({"B-36", "B-38"})
  void everyReceiptVerifiesAgainstTheLedgerThatIsOpenedAgain() throws Exception {
    long seed = Long.getLong("io.kedge.seed", System.nanoTime());
    var random = new Random(seed);
    Path data = scratch.resolve("data");
    Files.createDirectory(data);
    for (int round = 0; round < ROUNDS; round++) {
      long millis = random.nextInt(MILLIS_MAX);
      var command = TinyProgram.command(data, WRITERS, 1_000_000, "r" + round);
      var told = TinyProgram.run(command, scratch, millis);
      accepted.addAll(told.accepted());
      receipts.addAll(told.receipts());
      check(
          data, "round %d, killed after %d ms, -Dio.kedge.seed=%d".formatted(round, millis, seed));
    }
    assertThat(accepted).hasSizeGreaterThan(ROUNDS * WRITERS);
    assertThat(receipts).hasSizeGreaterThan(ROUNDS);
  }

  private void check(Path data, String what) throws Exception {
    var report = Fsck.run(RealDisk.at(data), tiny.genesis, TinyRules.book(), _ -> {});
    assertThat(report.faults()).as(what).isEmpty();
    var parts = NodeParts.in(data, TinyRules.key(99), tiny.fatal::set, tiny.clock);
    try (var node = tiny.open(parts)) {
      for (CommandId id : accepted) {
        assertThat(node.decided(id)).as("%s: %s", what, id).isPresent();
      }
      var verifier = new ReceiptVerifier(List.of(node.vkey()));
      var proofs = new TreeProofs(tree(node));
      for (Bytes receipt : receipts) {
        var verdict = verifier.verify(receipt);
        assertThat(verdict).as(what).isInstanceOf(ReceiptVerdict.Accepted.class);
        var shown = (ReceiptVerdict.Accepted) verdict;
        assertThat(shown.treeSize()).as(what).isLessThanOrEqualTo(node.tip().treeSize());
        assertThat(proofs.root(shown.treeSize())).as(what).isEqualTo(shown.root());
      }
    }
  }

  /// The tree made anew from the blocks.
  private static MemoryTileStore tree(LedgerNode node) {
    var tiles = new MemoryTileStore();
    var tree = new TreeAppender();
    for (long height = 1; height <= node.tip().number(); height++) {
      Opening.entries(node.block(height)).forEach(tree::appendEntry);
      tree.flush(tiles);
    }
    assertThat(tree.root()).isEqualTo(node.tip().treeRoot());
    return tiles;
  }
}
