package io.kedge.bench.sim;

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
import io.kedge.ledger.proof.ReceiptVerdict;
import io.kedge.ledger.state.PlainStateRoot;
import io.kedge.ledger.tree.MemoryTileStore;
import io.kedge.ledger.tree.TreeAppender;
import io.kedge.ledger.tree.TreeProofs;
import io.kedge.scenario.audit.Auditor;
import io.kedge.scenario.workload.PlainLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Was never interrupted: decides the commands of a node's log in their order, with the auditor
/// behind it, builds the tree anew, and compares.
final class SimTwin {
  private final PlainLedger ledger;
  private final Auditor auditor;
  private final TreeSet<CommandId> logged = new TreeSet<>();
  private final List<Digest> headers = new ArrayList<>();
  private final TreeAppender tree = new TreeAppender();
  private final MemoryTileStore tiles = new MemoryTileStore();
  private LedgerTime time = LedgerTime.of(0);

  SimTwin(Genesis genesis) {
    ledger = new PlainLedger(genesis, SimScript.rules(), SignatureRule.standard());
    auditor = new Auditor(genesis.changes());
    time = genesis.time();
  }

  /// The commands in the log.
  TreeSet<CommandId> logged() {
    return logged;
  }

  /// The hashes of the headers of all blocks, from the first.
  List<Digest> headers() {
    return headers;
  }

  /// Follows a node to its last durable block. What was in its log before must be there still.
  void follow(LedgerNode node) {
    long height = headers.size();
    SimFailure.unless(
        node.tip().number() >= height, "of " + height + " blocks " + node.tip() + " is left");
    if (height > 0) {
      SimFailure.unlessSame(
          node.block(height).header().hash(), headers.getLast(), "the hash of block " + height);
    }
    while (headers.size() < node.tip().number()) {
      follow(node.block(headers.size() + 1L));
    }
    SimFailure.unlessSame(
        node.stateRoot(),
        PlainStateRoot.of(ledger.state().entries()),
        "the state root after block " + headers.size());
  }

  private void follow(Block block) {
    LedgerTime now = block.header().time();
    SimFailure.unless(!now.isBefore(time), "block " + block.number() + " is before the one before");
    time = now;
    for (int i = 0; i < block.entries().size(); i++) {
      BlockEntry entry = block.entries().get(i);
      decide(entry, now, "entry " + i + " of block " + block.number());
      tree.appendEntry(entry.encodedLeaf());
    }
    tree.appendEntry(block.header().encoded());
    tree.flush(tiles);
    headers.add(block.header().hash());
  }

  private void decide(BlockEntry entry, LedgerTime now, String place) {
    Leaf leaf = entry.leaf();
    Envelope envelope = leaf.envelope().orElseThrow();
    PlainLedger.Answer answer = ledger.submit(Bytes.utf8(envelope.json().write()), now);
    if (answer.again()) {
      SimFailure.unlessSame(leaf.code(), CommandRefusal.ALREADY_DECIDED.code(), place);
      return;
    }
    Outcome outcome = answer.outcome();
    SimFailure.unlessSame(leaf.code(), outcome.code(), place);
    SimFailure.unlessSame(leaf.outcome(), outcome.digest(), "the changes of " + place);
    SimFailure.unlessSame(entry.events(), outcome.events(), "the events of " + place);
    SimFailure.unlessSame(auditor.step(place, now, outcome), List.of(), "what the auditor found");
    answer.id().ifPresent(logged::add);
  }

  /// A receipt that a client took home must be of this log's tree.
  void requireOwn(ReceiptVerdict verdict) {
    if (!(verdict instanceof ReceiptVerdict.Accepted accepted)) {
      throw new SimFailure("a receipt that was given out is refused: " + verdict);
    }
    SimFailure.unless(
        accepted.treeSize() <= tree.size(),
        "a receipt is of " + accepted.treeSize() + " entries, the log has " + tree.size());
    SimFailure.unlessSame(
        accepted.root(),
        new TreeProofs(tiles).root(accepted.treeSize()),
        "the root of a receipt over " + accepted.treeSize() + " entries");
  }
}
