package io.kedge.ledger.node;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.block.KeptBlock;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.log.LogConfig;
import io.kedge.ledger.log.LogStart;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.snapshot.SnapshotFault;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.snapshot.SnapshotSource;
import io.kedge.ledger.snapshot.Snapshots;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Begins a ledger in an empty directory from a snapshot of another node. Its log then begins with
/// the block after the snapshot's; what comes before it is the header of that block, the tiles at
/// the right edge, and the state.
///
/// Receipts and proofs of earlier entries need the other tiles, which are the same on every node:
/// fetch them, put them in their places, and compare them by
/// [io.kedge.ledger.tree.TileAudit].
public final class SnapshotInstall {
  private SnapshotInstall() {}

  /// Fetches a snapshot, checks all of it, and makes the files of a ledger that begins with it.
  /// After a crash, calling it again goes on. Opening the directory afterwards loads the state.
  ///
  /// @param source the snapshot's files; nothing of them is trusted
  /// @param trusted keys of the ledger that came from elsewhere
  /// @param keyIds ids of keys to write into `FORMAT`
  /// @throws SnapshotFault naming what does not hold; NOT_EMPTY where there is a ledger
  public static SnapshotManifest install(
      SnapshotSource source, Collection<VerifierKey> trusted, List<String> keyIds, Disk disk)
      throws IOException {
    if (LedgerLog.ledgerIdIn(disk).isPresent()) {
      throw new SnapshotFault(SnapshotFault.Kind.NOT_EMPTY, "a ledger is there");
    }
    SnapshotManifest manifest = SnapshotManifest.decode(source.manifest());
    manifest.verify(trusted);
    Snapshots.copy(source, manifest, disk);
    var reader = Snapshots.reader(disk, manifest);
    reader.verify();
    keepGenesis(disk, reader.genesis());
    var tiles = new TileFiles(disk);
    reader.edge(tiles);
    tiles.writeThrough();
    disk.forceDirectory("");
    var kept = new KeptBlock(manifest.header(), Optional.empty());
    var start =
        new LogStart(
            manifest.height(),
            manifest.recordHash(),
            kept.encoded(),
            manifest.treeSize(),
            manifest.treeRoot());
    LedgerLog.create(disk, LogConfig.of(manifest.ledger()).withKeyIds(keyIds), start);
    return manifest;
  }

  private static void keepGenesis(Disk disk, Bytes genesis) throws IOException {
    Optional<Bytes> known = Opening.genesisIn(disk);
    if (known.isPresent() && !known.get().equals(genesis)) {
      throw new SnapshotFault(
          SnapshotFault.Kind.NOT_EMPTY, "another ledger's " + LedgerNode.GENESIS + " is there");
    }
    if (known.isEmpty()) {
      SmallFile.replace(disk, LedgerNode.GENESIS, genesis);
    }
  }
}
