package io.kedge.ledger.node;

import io.kedge.ledger.crypto.SignatureRule;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.SimClock;
import io.kedge.ledger.ordering.Ordering;
import io.kedge.ledger.ordering.SoloOrdering;
import io.kedge.ledger.state.MemoryStateStore;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/// Opens nodes with [TinyRules] on simulated parts.
public final class TinyNode {
  public final GenesisState genesis;
  public final TinyRules.Wallet wallet;
  public final SimClock clock = new SimClock(5_000);
  public final AtomicReference<Throwable> fatal = new AtomicReference<>();

  /// A ledger with a state root every so many blocks.
  public TinyNode(int stateRootEvery) {
    genesis = TinyRules.genesis(stateRootEvery, 3);
    wallet = new TinyRules.Wallet(genesis, TinyRules.key(0));
  }

  /// Simulated parts, on any disk.
  public NodeParts parts(Disk disk) {
    Ordering.Factory solo = () -> new SoloOrdering(clock);
    return new NodeParts(
        disk,
        clock,
        MemoryStateStore.provider(),
        solo,
        SignatureRule.standard(),
        TinyRules.key(99),
        fatal::set,
        NodeLimits.standard().withStoreEntries(7).withSegmentBytesMax(16 << 10));
  }

  /// A node on a disk.
  public LedgerNode open(Disk disk) throws IOException {
    return open(parts(disk));
  }

  /// A node of such parts.
  public LedgerNode open(NodeParts parts) throws IOException {
    return LedgerNode.open(genesis, TinyRules.book(), parts);
  }
}
