package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.contract.CommandRefusal;
import io.kedge.contract.Envelope;
import io.kedge.contract.Key;
import io.kedge.contract.MapView;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.proof.ReceiptVerdict;
import io.kedge.ledger.proof.ReceiptVerifier;
import io.kedge.ledger.state.PlainStateRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerNodeTest {
  private final TinyNode tiny = new TinyNode(1);
  private final SimDisk disk = new SimDisk();

  private static Submitted.Decided decided(Submitted result) {
    assertThat(result).isInstanceOf(Submitted.Decided.class);
    return (Submitted.Decided) result;
  }

  @Test
  void anAcceptedCommandIsDurableReadableAndProvable() throws Exception {
    try (var node = tiny.open(disk)) {
      var result = decided(node.submit(tiny.wallet.put("tea", "longjing", "n1")).join());
      assertThat(result.code()).isEqualTo("accepted");
      assertThat(result.height()).isEqualTo(1);
      assertThat(result.leafIndex()).isZero();
      assertThat(node.view().get(Key.of("box", "tea"))).isPresent();
      assertThat(node.tip().treeSize()).isEqualTo(2);
      Bytes receipt = node.receipt(result.commandId()).join();
      var verifier = new ReceiptVerifier(List.of(node.vkey()));
      assertThat(verifier.verify(receipt)).isInstanceOf(ReceiptVerdict.Accepted.class);
    }
  }

  @Test
  void aReceiptFailsAfterAnyBitFlip() throws Exception {
    try (var node = tiny.open(disk)) {
      for (int i = 0; i < 5; i++) {
        node.submit(tiny.wallet.put("tea" + i, "longjing", "n" + i)).join();
      }
      var last = decided(node.submit(tiny.wallet.drop("tea1", "n9")).join());
      Bytes receipt = node.receipt(last.commandId()).join();
      var verifier = new ReceiptVerifier(List.of(node.vkey()));
      assertThat(verifier.verify(receipt)).isInstanceOf(ReceiptVerdict.Accepted.class);
      for (int bit = 0; bit < 8 * receipt.size(); bit++) {
        byte[] changed = receipt.toArray();
        changed[bit >>> 3] ^= (byte) (1 << (bit & 7));
        assertThat(verifier.verify(Bytes.wrap(changed)))
            .as("bit %s", bit)
            .isNotInstanceOf(ReceiptVerdict.Accepted.class);
      }
    }
  }

  @Test
  void aRefusalIsLoggedAndAnEarlierResultIsToldAgain() throws Exception {
    Bytes drop = tiny.wallet.drop("nothing", "n1");
    Submitted.Decided first;
    try (var node = tiny.open(disk)) {
      first = decided(node.submit(drop).join());
      assertThat(first.code()).isEqualTo("node.BOX_MISSING");
      node.submit(tiny.wallet.put("nothing", "now there", "n2")).join();
      var again = decided(node.submit(drop).join());
      assertThat(again.again()).isTrue();
      assertThat(again.code()).isEqualTo(first.code());
      assertThat(again.height()).isEqualTo(first.height());
      assertThat(again.leafIndex()).isEqualTo(first.leafIndex());
      assertThat(node.tip().number()).isEqualTo(2);
    }
    try (var node = tiny.open(disk)) {
      var afterRestart = decided(node.submit(drop).join());
      assertThat(afterRestart.height()).isEqualTo(first.height());
      assertThat(node.receipt(first.commandId()).join()).isNotNull();
      assertThat(node.tip().number()).isEqualTo(2);
    }
  }

  @Test
  void theSameEnvelopeSentTwiceAtOnceIsDecidedOnce() throws Exception {
    try (var node = tiny.open(disk)) {
      var answers = new ArrayList<CompletableFuture<Submitted>>();
      for (int i = 0; i < 200; i++) {
        answers.add(node.submit(tiny.wallet.put("tea", "x", "n" + i % 10)));
      }
      long leaves = answers.stream().map(a -> decided(a.join()).leafIndex()).distinct().count();
      assertThat(leaves).isEqualTo(10);
    }
  }

  @Test
  void whatIsNoCommandOfThisLedgerIsTurnedAwayByName() throws Exception {
    var other = new TinyRules.Wallet(TinyRules.genesis(2, 3), TinyRules.key(0));
    var stranger = new TinyRules.Wallet(tiny.genesis, TinyRules.key(50));
    Bytes good = tiny.wallet.put("tea", "x", "n1");
    String wrong = good.text().replaceFirst("\"sig\":\"..", "\"sig\":\"AA");
    try (var node = tiny.open(disk)) {
      assertTurnedAway(node, Bytes.utf8("}{"), CommandRefusal.MALFORMED.code());
      assertTurnedAway(node, other.put("tea", "x", "n1"), CommandRefusal.LEDGER_MISMATCH.code());
      assertTurnedAway(
          node,
          tiny.wallet.sign("box.burn", "n", io.kedge.kernel.Json.Obj.empty()),
          CommandRefusal.TYPE_UNKNOWN.code());
      assertTurnedAway(node, stranger.put("tea", "x", "n1"), CommandRefusal.KEY_UNKNOWN.code());
      assertTurnedAway(node, Bytes.utf8(wrong), CommandRefusal.SIGNATURE_WRONG.code());
      assertTurnedAway(node, tiny.wallet.put("tea", "forbidden", "n"), "node.TEXT_FORBIDDEN");
      assertThat(node.tip().number()).isZero();
      assertThat(decided(node.submit(good).join()).accepted()).isTrue();
    }
  }

  private static void assertTurnedAway(LedgerNode node, Bytes envelope, String code) {
    Submitted result = node.submit(envelope).join();
    assertThat(result).isInstanceOf(Submitted.TurnedAway.class);
    assertThat(result.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aHostileOrderingGetsAResultForEverythingAndSpoilsNothing(int every) throws Exception {
    var tiny = new TinyNode(every);
    var ordering = new ScriptedOrdering();
    Bytes good = tiny.wallet.put("tea", "x", "n1");
    Bytes broken = Bytes.utf8(good.text().replaceFirst("\"sig\":\"..", "\"sig\":\"AA"));
    CommandId id = Envelope.read(good).id();
    try (var node = tiny.open(tiny.parts(disk).withOrdering(() -> ordering))) {
      ordering.order(1_500, List.of(broken, Bytes.utf8("}{"), Bytes.wrap(new byte[70_000])));
      ordering.order(1_500, List.of());
      ordering.order(1_700, List.of(good, good, broken));
      ordering.awaitDurable(3);
      assertThat(codes(node, 1))
          .containsExactly(
              CommandRefusal.SIGNATURE_WRONG.code(),
              CommandRefusal.MALFORMED.code(),
              CommandRefusal.MALFORMED.code());
      assertThat(codes(node, 2)).isEmpty();
      assertThat(codes(node, 3))
          .containsExactly(
              "accepted",
              CommandRefusal.ALREADY_DECIDED.code(),
              CommandRefusal.ALREADY_DECIDED.code());
      assertThat(node.command(id).orElseThrow().height()).isEqualTo(3);
      // What it has already is skipped where it is the same.
      ordering.again(3, 1_700, List.of(good, good, broken));
      assertThat(node.failure()).isEmpty();
    }
    try (var node = tiny.open(disk)) {
      assertThat(node.tip().number()).isEqualTo(3);
      assertThat(node.notes()).isEmpty();
    }
  }

  private static List<String> codes(LedgerNode node, long height) {
    return node.block(height).entries().stream().map(entry -> entry.leaf().code()).toList();
  }

  @Test
  void aBatchThatComesAgainWithOtherBytesStopsTheNode() throws Exception {
    var ordering = new ScriptedOrdering();
    try (var node = tiny.open(tiny.parts(disk).withOrdering(() -> ordering))) {
      ordering.order(1_500, List.of(tiny.wallet.put("tea", "x", "n1")));
      ordering.awaitDurable(1);
      ordering.again(1, 1_500, List.of(tiny.wallet.put("tea", "y", "n1")));
      assertThat(node.failure())
          .hasValueSatisfying(e -> assertThat(e).isInstanceOf(NodeFault.class));
      assertThat(((NodeFault) node.failure().orElseThrow()).kind())
          .isEqualTo(NodeFault.Kind.BATCH_DIFFERS);
      assertThat(node.submit(tiny.wallet.drop("tea", "n2")).join().code())
          .isEqualTo(NodeRefusal.CLOSED.code());
    }
    assertThat(tiny.fatal.get()).isInstanceOf(NodeFault.class);
  }

  @Test
  void aSignatureIsVerifiedAgainWhereTheKeyRecordChangedMeanwhile() throws Exception {
    var ordering = new ScriptedOrdering();
    var second = new TinyRules.Wallet(tiny.genesis, TinyRules.key(1));
    Bytes replace =
        tiny.wallet.replaceKey(TinyRules.key(1).id(), TinyRules.key(2).publicKey(), "n1");
    Bytes late = second.put("tea", "x", "n2");
    try (var node = tiny.open(tiny.parts(disk).withOrdering(() -> ordering))) {
      var answer = node.submit(late);
      ordering.awaitOffered(1);
      ordering.order(1_500, List.of(replace, late));
      assertThat(answer.join().code()).isEqualTo(CommandRefusal.SIGNATURE_WRONG.code());
      assertThat(node.command(Envelope.read(late).id())).as("it consumes nothing").isEmpty();
    }
    try (var node = tiny.open(disk)) {
      assertThat(node.notes()).as("replay verifies it too").isEmpty();
      assertThat(codes(node, 1).getLast()).isEqualTo(CommandRefusal.SIGNATURE_WRONG.code());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void theStateRootIsThatOfTheStateAtItsHeight(int every) throws Exception {
    var tiny = new TinyNode(every);
    var model = new MapView();
    model.apply(tiny.genesis.changes());
    var roots = new ArrayList<Digest>();
    roots.add(PlainStateRoot.of(model.entries()));
    try (var node = tiny.open(disk)) {
      node.subscribe(
          block -> {
            block.outcomes().forEach(outcome -> model.apply(outcome.changes()));
            roots.add(PlainStateRoot.of(model.entries()));
          });
      for (int i = 0; i < 30; i++) {
        boolean drop = i % 3 == 2;
        node.submit(
                drop
                    ? tiny.wallet.drop("tea" + (i - 1), "n" + i)
                    : tiny.wallet.put("tea" + i, "x", "n" + i))
            .join();
      }
      node.awaitShown();
      for (int height = 1; height <= 30; height++) {
        var header = node.block(height).header();
        assertThat(header.stateHeight()).isEqualTo(height - height % every);
        assertThat(header.stateRoot()).isEqualTo(roots.get((int) header.stateHeight()));
      }
      assertThat(node.stateRoot()).isEqualTo(roots.getLast());
    }
    try (var node = tiny.open(disk)) {
      assertThat(node.stateRoot()).isEqualTo(roots.getLast());
    }
  }

  @Test
  void aListenerFromTheStartSeesEveryBlockOnce() throws Exception {
    try (var node = tiny.open(disk)) {
      for (int i = 0; i < 10; i++) {
        node.submit(tiny.wallet.put("tea" + i, "x", "n" + i)).join();
      }
    }
    try (var node = tiny.open(disk)) {
      var seen = new ArrayList<Long>();
      var state = new MapView();
      state.apply(tiny.genesis.changes());
      try (var subscription =
          node.subscribeFromStart(
              block -> {
                seen.add(block.block().number());
                block.outcomes().forEach(outcome -> state.apply(outcome.changes()));
              })) {
        assertThat(subscription.startsAfter()).isZero();
        node.submit(tiny.wallet.put("more", "x", "m")).join();
        node.awaitShown();
      }
      assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
      assertThat(PlainStateRoot.of(state.entries())).isEqualTo(node.stateRoot());
    }
  }

  @Test
  void aListenerThatFailsIsShownNoMoreAndTheLedgerGoesOn() throws Exception {
    try (var node = tiny.open(disk)) {
      var seen = new ArrayList<Long>();
      node.subscribe(
          block -> {
            seen.add(block.block().number());
            throw new IllegalStateException("a mistake in a listener");
          });
      for (int i = 0; i < 3; i++) {
        node.submit(tiny.wallet.put("tea", "x", "n" + i)).join();
      }
      node.awaitShown();
      assertThat(seen).containsExactly(1L);
      assertThat(node.failure()).isEmpty();
    }
  }

  @Test
  void theSameCommandsMakeTheSameSegments() throws Exception {
    var disks = List.of(new SimDisk(), new SimDisk());
    for (SimDisk one : disks) {
      var same = new TinyNode(1);
      try (var node = same.open(one)) {
        for (int i = 0; i < 60; i++) {
          same.clock.advance(10);
          node.submit(same.wallet.put("tea" + i % 7, "text " + i, "n" + i)).join();
        }
      }
    }
    for (String file : disks.getFirst().files()) {
      if (file.startsWith("log/") || file.startsWith("tile/") || file.startsWith("head")) {
        assertThat(disks.getFirst().contents(file))
            .as(file)
            .isEqualTo(disks.getLast().contents(file));
      }
    }
    assertThat(disks.getFirst().files().stream().filter(f -> f.endsWith(".seg")).count())
        .isGreaterThan(1);
  }

  @Test
  void anotherGenesisIsRefused() throws Exception {
    tiny.open(disk).close();
    assertThatThrownBy(() -> new TinyNode(2).open(disk)).hasMessageContaining("WRONG_LEDGER");
  }
}
