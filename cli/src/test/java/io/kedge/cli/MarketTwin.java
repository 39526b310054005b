package io.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.CommandRefusal;
import io.kedge.contract.Envelope;
import io.kedge.contract.Outcome;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockEntry;
import io.kedge.ledger.block.Leaf;
import io.kedge.ledger.crypto.SignatureRule;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.state.PlainStateRoot;
import io.kedge.scenario.audit.Auditor;
import io.kedge.scenario.workload.PlainLedger;
import java.util.TreeSet;

/// Was never interrupted: decides the commands of a node's log in their order, with the auditor
/// behind it, and compares.
final class MarketTwin {
  private final PlainLedger ledger;
  private final Auditor auditor;
  private final TreeSet<CommandId> logged = new TreeSet<>();
  private long height;
  private Digest header = Digest.ZERO;

  MarketTwin(Genesis genesis) {
    ledger = new PlainLedger(genesis, MarketScript.rules(), SignatureRule.standard());
    auditor = new Auditor(genesis.changes());
  }

  /// The commands in the log.
  TreeSet<CommandId> logged() {
    return logged;
  }

  /// Follows a node to its last durable block. What was in its log before must be there still.
  void follow(LedgerNode node) {
    assertThat(node.tip().number()).as("blocks only get more").isGreaterThanOrEqualTo(height);
    if (height > 0) {
      assertThat(node.block(height).header().hash()).as("block %d", height).isEqualTo(header);
    }
    while (height < node.tip().number()) {
      Block block = node.block(height + 1);
      for (int i = 0; i < block.entries().size(); i++) {
        decide(
            block.entries().get(i),
            block.header().time(),
            "entry " + i + " of block " + block.number());
      }
      height = block.number();
      header = block.header().hash();
    }
    assertThat(node.stateRoot())
        .as("state root after block %d", height)
        .isEqualTo(PlainStateRoot.of(ledger.state().entries()));
  }

  private void decide(BlockEntry entry, LedgerTime time, String place) {
    Leaf leaf = entry.leaf();
    Envelope envelope = leaf.envelope().orElseThrow();
    PlainLedger.Answer answer = ledger.submit(Bytes.utf8(envelope.json().write()), time);
    if (answer.again()) {
      assertThat(leaf.code()).as(place).isEqualTo(CommandRefusal.ALREADY_DECIDED.code());
      return;
    }
    Outcome outcome = answer.outcome();
    assertThat(leaf.code()).as("%s: %s", place, outcome.detail()).isEqualTo(outcome.code());
    assertThat(leaf.outcome()).as("changes and events of %s", place).isEqualTo(outcome.digest());
    assertThat(entry.events()).as("events of %s", place).isEqualTo(outcome.events());
    assertThat(auditor.step(place, time, outcome)).isEmpty();
    answer.id().ifPresent(logged::add);
  }
}
