package io.kedge.ledger.proof;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.state.StatePath;
import io.kedge.ledger.state.StatePaths;
import io.kedge.ledger.state.StateTree;
import io.kedge.ledger.tree.MemoryTileStore;
import io.kedge.ledger.tree.TreeAppender;
import io.kedge.ledger.tree.TreeProofs;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// A state of some entries, stated by the header of block 4 of a log, with fixed keys: always the
/// same bytes.
final class SampleState {
  private static final int BEFORE = 6;
  private static final int AFTER = 3;

  private final SortedMap<Key, Bytes> entries;
  private final StateTree tree;
  private final MemoryTileStore tiles = new MemoryTileStore();
  private final TreeAppender log = new TreeAppender();
  final BlockHeader header;

  SampleState(SortedMap<Key, Bytes> entries) {
    this.entries = entries;
    this.tree = new StateTree(paths -> paths.stream().map(p -> none()).toList(), 100);
    Map<Key, Optional<Bytes>> all = new HashMap<>();
    entries.forEach((key, value) -> all.put(key, Optional.of(value)));
    tree.update(all);
    for (int i = 0; i < BEFORE; i++) {
      log.appendEntry(SampleLog.leaf(i));
    }
    header =
        new BlockHeader(
            4,
            new LedgerTime(1_790_000_000_000L),
            Digest.of(Bytes.utf8("block 3")),
            BEFORE - 2,
            2,
            log.root(),
            tree.root(),
            3);
    log.appendEntry(header.encoded());
    for (int i = 0; i < AFTER; i++) {
      log.appendEntry(SampleLog.leaf(i));
    }
    log.flush(tiles);
  }

  private static Optional<Bytes> none() {
    return Optional.empty();
  }

  StatePath path(Key key) {
    return StatePaths.to(key, paths -> paths.stream().map(tree::page).toList());
  }

  Checkpoint checkpoint() {
    return new Checkpoint(SampleLog.ORIGIN, log.size(), log.root());
  }

  /// The header in the log, cosigned.
  TlogProof statedBy() {
    SignedNote note =
        SampleLog.LOG.sign(checkpoint()).with(SampleLog.BANK.cosign(checkpoint(), SampleLog.TIME));
    var inclusion = new TreeProofs(tiles).inclusion(header.ownLeaf(), log.size());
    return TlogProof.receipt(header.encoded(), inclusion, note);
  }

  StateProof proof(Key key) {
    return StateProof.of(key, Optional.ofNullable(entries.get(key)), path(key), statedBy());
  }
}
