package io.kedge.ledger.node;

import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.log.LogConfig;
import io.kedge.ledger.log.LogPruned;
import io.kedge.ledger.snapshot.SnapshotFault;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.snapshot.Snapshots;
import java.io.IOException;
import java.util.Optional;

/// Drops the payloads of old blocks: commands with their signatures, and events. What stays is
/// every header and every leaf hash, so that the tree, all proofs and all receipts that were ever
/// given stay provable; and a snapshot, from which a start goes on.
public final class PayloadPruning {
  private PayloadPruning() {}

  /// What was pruned.
  ///
  /// @param firstWhole the first block that still has its payloads
  /// @param log segments and bytes
  /// @param snapshot the snapshot that was verified and covers what was pruned
  public record Pruned(long firstWhole, LogPruned log, String snapshot) {}

  /// Prunes a ledger that no node has open.
  ///
  /// @param before the first block that must keep its payloads; empty for what the directory's
  ///     policy says. Whole segments are pruned, so some blocks before it may stay too
  /// @throws NodeFault SNAPSHOT_MISSING, RETENTION_UNREADABLE, or BLOCK_UNREADABLE where there is
  /// no
  ///     such block
  /// @throws io.kedge.ledger.disk.DiskLocked if a process has the ledger
  public static Pruned prune(Disk disk, GenesisState genesis, Optional<Long> before)
      throws IOException {
    var config = LogConfig.of(genesis.ledgerId()).withDepth(LogConfig.Depth.TAIL);
    if (LedgerLog.ledgerIdIn(disk).isEmpty()) {
      throw new NodeFault(NodeFault.Kind.GENESIS_DIFFERS, "there is no ledger");
    }
    try (var log =
        LedgerLog.open(
            disk,
            config,
            failure -> {
              throw failure;
            })) {
      var blocks = new BlockLog(log);
      long least = before.orElse(1L);
      if (least < 1 || least > blocks.height() + 1) {
        throw new NodeFault(
            NodeFault.Kind.RANGE_MISSING, "block " + least + " of " + blocks.height());
      }
      SnapshotManifest snapshot =
          new LocalSnapshots(disk, genesis, blocks)
              .verified(least - 1)
              .orElseThrow(
                  () ->
                      new NodeFault(
                          NodeFault.Kind.SNAPSHOT_MISSING,
                          "none that verifies is of block " + (least - 1) + " or later"));
      long first =
          before.isPresent()
              ? before.get()
              : Math.min(byPolicy(disk, blocks), snapshot.height() + 1);
      LogPruned pruned = blocks.prune(first);
      removeStale(disk, blocks);
      return new Pruned(blocks.firstWhole(), pruned, snapshot.name());
    }
  }

  /// Nothing can go on from a snapshot whose next block was pruned.
  private static void removeStale(Disk disk, BlockLog blocks) throws IOException {
    try (var _ = Snapshots.alone(disk)) {
      for (String name : Snapshots.names(disk)) {
        if (isStale(disk, name, blocks)) {
          Snapshots.remove(disk, name);
        }
      }
    }
  }

  private static boolean isStale(Disk disk, String name, BlockLog blocks) throws IOException {
    try {
      return Snapshots.find(disk, name)
          .filter(manifest -> manifest.height() < blocks.firstWhole() - 1)
          .isPresent();
    } catch (SnapshotFault e) {
      return false;
    }
  }

  private static long byPolicy(Disk disk, BlockLog blocks) throws IOException {
    return RetentionPolicy.in(disk)
        .orElseThrow(
            () ->
                new NodeFault(
                    NodeFault.Kind.RETENTION_UNREADABLE, RetentionPolicy.FILE + " is not there"))
        .before(blocks);
  }
}
