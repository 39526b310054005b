package io.kedge.server.gateway;

import io.kedge.genesis.Genesis;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.crypto.LedgerKeys;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.NodeParts;
import io.kedge.rulebook.StandardRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// A real ledger in a folder, whose clock a test moves.
public final class ClockedLedger implements AutoCloseable {
  private final AtomicLong clock;
  private final LedgerNode node;
  private final EmbeddedLedger ledger;

  private ClockedLedger(AtomicLong clock, LedgerNode node, EmbeddedLedger ledger) {
    this.clock = clock;
    this.node = node;
    this.ledger = ledger;
  }

  /// Opens or founds it.
  public static ClockedLedger open(Path folder, Genesis genesis) throws IOException {
    var clock = new AtomicLong(genesis.time().millis());
    var logKey = LedgerKeys.forStory(folder, _ -> {});
    var parts = NodeParts.in(folder, logKey, _ -> {}, clock::get);
    var rules = StandardRules.version1();
    LedgerNode node = LedgerNode.open(GenesisState.of(genesis), rules, parts);
    clock.accumulateAndGet(node.tip().time().millis(), Math::max);
    return new ClockedLedger(clock, node, new EmbeddedLedger(genesis, rules, node, clock::get));
  }

  /// The node, for playing a story on it.
  public LedgerNode node() {
    return node;
  }

  /// Its clock.
  public AtomicLong clock() {
    return clock;
  }

  /// The ledger as the server sees it.
  public HostedLedger hosted() {
    return ledger;
  }

  /// Moves its clock on.
  public void advanceTo(LedgerTime time) {
    clock.accumulateAndGet(time.millis(), Math::max);
  }

  @Override
  public void close() throws IOException {
    node.close();
  }
}
