package io.kedge.ledger.light;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.light.LightAnswer.Step;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.Submitted;
import io.kedge.ledger.node.TinyNode;
import io.kedge.ledger.publish.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// A light client beside a node that is taking commands, through what the node publishes.
class LightNodeTest {
  private final TinyNode tiny = new TinyNode(3);
  private final SimDisk ledger = new SimDisk();
  private final SimDisk own = new SimDisk();

  /// A few at a time: a block of the tiny ledger has little room.
  private void submit(LedgerNode node, int from, int to) {
    var answers = new ArrayList<CompletableFuture<Submitted>>();
    for (int i = from; i < to; i++) {
      answers.add(node.submit(tiny.wallet.put("b" + i % 50, "t" + i, "n" + i)));
      if (i % 10 == 0) {
        answers.getLast().join();
      }
    }
    answers.forEach(CompletableFuture::join);
  }

  @Test
  void itFollowsALedgerAndChecksItsReceiptsAndStateProofs() throws Exception {
    try (LedgerNode node = tiny.open(ledger)) {
      submit(node, 0, 20);
      // Once there is a receipt, a checkpoint is published: it follows a moment after the answers.
      CommandId early = node.block(1).entries().getFirst().leaf().commandId();
      Bytes receipt = node.receipt(early).join();
      try (Publication publication = Publication.open(ledger, List.of());
          LightClient client = LightClient.open(own)) {
        LogSource source = LogSource.of(publication);
        var key = Optional.of(Believed.of(List.of(node.vkey())));
        assertThat(client.look(source, "here", key)).isInstanceOf(LightAnswer.Fits.class);
        var running = CompletableFuture.runAsync(() -> submit(node, 20, 400));
        int forward = 0;
        while (!running.isDone()) {
          LightAnswer answer = client.look(source, "here", Optional.empty());
          assertThat(answer).isInstanceOf(LightAnswer.Fits.class);
          forward += ((LightAnswer.Fits) answer).step() == Step.FORWARD ? 1 : 0;
        }
        running.join();
        CommandId late = node.block(node.tip().number()).entries().getFirst().leaf().commandId();
        FileCheck checked = FileCheck.of(client, receipt, kept -> source);
        assertThat(checked.holds()).isTrue();
        assertThat(checked.content()).isInstanceOf(FileCheck.Content.Receipt.class);
        FileCheck newest = FileCheck.of(client, node.receipt(late).join(), kept -> source);
        assertThat(newest.holds()).isTrue();
        Bytes state = node.stateProof(Key.of("box", "b7")).join().encoded();
        FileCheck proof = FileCheck.of(client, state, kept -> source);
        assertThat(proof.holds()).isTrue();
        assertThat(proof.content()).isInstanceOf(FileCheck.Content.State.class);
        assertThat(client.look(source, "here", Optional.empty()))
            .isInstanceOf(LightAnswer.Fits.class);
        assertThat(forward).isPositive();
        assertThat(client.kept(node.genesis().origin()).orElseThrow().checkpoint().size())
            .isGreaterThan(20);
      }
    }
  }
}
