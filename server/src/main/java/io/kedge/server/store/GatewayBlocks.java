package io.kedge.server.store;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.Envelope;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.MalformedException;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockEntry;
import io.kedge.ledger.block.Leaf;
import io.kedge.projection.BlockSource;
import io.kedge.projection.FinalBlock;
import io.kedge.projection.FinalCommand;
import io.kedge.server.gateway.HostedLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The blocks of a ledger as the read models take them.
final class GatewayBlocks implements BlockSource {
  private final HostedLedger ledger;
  private final Object news = new Object();

  GatewayBlocks(HostedLedger ledger) {
    this.ledger = ledger;
    ledger.onHeight(_ -> wake());
  }

  private void wake() {
    synchronized (news) {
      news.notifyAll();
    }
  }

  @Override
  public Genesis genesis() {
    return ledger.genesis();
  }

  @Override
  public long height() {
    return ledger.height();
  }

  @Override
  public List<FinalBlock> read(long from, int max) {
    var blocks = new ArrayList<FinalBlock>();
    for (long height = from; height <= ledger.height() && blocks.size() < max; height++) {
      long at = height;
      Block block =
          ledger
              .block(height)
              .orElseThrow(
                  () -> new IllegalStateException("block " + at + " is not here any more"));
      blocks.add(finalBlock(block));
    }
    return blocks;
  }

  @Override
  public boolean awaitAbove(long height, Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    synchronized (news) {
      while (ledger.height() <= height) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        news.wait(left);
      }
    }
    return true;
  }

  private static FinalBlock finalBlock(Block block) {
    var commands = new ArrayList<FinalCommand>();
    for (BlockEntry entry : block.entries()) {
      commands.add(command(block, entry, commands.size()));
    }
    var header = block.header();
    return new FinalBlock(
        header.number(),
        header.time(),
        header.hash(),
        header.previous(),
        header.treeSize(),
        commands);
  }

  private static FinalCommand command(Block block, BlockEntry entry, int index) {
    Leaf leaf = entry.leaf();
    Optional<CommandHeader> header = leaf.envelope().flatMap(GatewayBlocks::header);
    return new FinalCommand(
        index,
        block.header().firstLeaf() + index,
        leaf.commandId(),
        header.map(known -> known.type().toString()).orElse(""),
        header.map(CommandHeader::by),
        leaf.payload(),
        leaf.signatures().stream().map(Envelope.Signature::keyId).toList(),
        leaf.code(),
        entry.events());
  }

  /// A hostile proposer may have ordered what no command is: it has a leaf and nothing else.
  private static Optional<CommandHeader> header(Envelope envelope) {
    try {
      return Optional.of(CommandHeader.read(Fields.of("", Json.read(envelope.payload()))));
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }
}
