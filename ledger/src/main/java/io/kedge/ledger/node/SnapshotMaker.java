package io.kedge.ledger.node;

import io.kedge.kernel.Digest;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.log.LogConfig;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.snapshot.SnapshotContent;
import io.kedge.ledger.snapshot.SnapshotFault;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.snapshot.SnapshotWriter;
import io.kedge.ledger.snapshot.Snapshots;
import io.kedge.ledger.state.Applied;
import io.kedge.ledger.state.FrozenState;
import io.kedge.ledger.state.StateStore;
import io.kedge.ledger.tree.TileStore;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/// Makes a snapshot of the state that a store holds.
public final class SnapshotMaker {
  private static final int CHECKPOINT_FILES_READ = 2;

  private SnapshotMaker() {}

  /// Makes one in the directory of a ledger that no node of this process has open; another process
  /// may be writing to it. It is of the state as it was last made durable.
  ///
  /// @param store the ledger's state, open for reading
  /// @param keep how many snapshots stay, at least 2
  /// @throws SnapshotFault also NOTHING_YET and NOT_COVERED
  public static SnapshotManifest make(Disk disk, GenesisState genesis, StateStore store, int keep)
      throws IOException {
    Applied applied =
        store
            .applied()
            .filter(found -> found.height() > 0)
            .orElseThrow(
                () ->
                    new SnapshotFault(
                        SnapshotFault.Kind.NOTHING_YET, "no block is in the stored state"));
    var notes = CheckpointFiles.read(disk, CHECKPOINT_FILES_READ).notes();
    if (notes.isEmpty()) {
      throw new SnapshotFault(SnapshotFault.Kind.NOT_COVERED, "there is no checkpoint");
    }
    SignedNote checkpoint = notes.getLast().note();
    try (var log =
            LedgerLog.openForReading(
                disk, genesis.ledgerId(), LedgerLog.Reading.BESIDE_A_WRITER, LogConfig.Depth.TAIL);
        var _ = Snapshots.alone(disk);
        FrozenState state = store.freeze()) {
      var blocks = new BlockLog(log);
      var tiles = tiles(disk, blocks, applied.height(), checkpoint);
      var manifest = make(disk, genesis, blocks, tiles, checkpoint, state, () -> true);
      Snapshots.sweep(disk, keep);
      return manifest;
    }
  }

  /// The tiles of a checkpoint's tree. A node signs before it writes the last tiles: what is not on
  /// the disk yet comes from the log.
  private static TileStore tiles(Disk disk, BlockLog blocks, long height, SignedNote checkpoint)
      throws IOException {
    var tiles = new TileFiles(disk);
    try {
      long size = Checkpoint.parse(checkpoint.text()).size();
      var tree = TileRebuild.resume(tiles, blocks.header(height));
      new TileRebuild(blocks, tiles).run(tree, height + 1, blocks.endingAt(size));
    } catch (NoteFormatException e) {
      throw new SnapshotFault(
          SnapshotFault.Kind.NOT_COVERED, "the newest checkpoint cannot be read");
    }
    return tiles;
  }

  static SnapshotManifest make(
      Disk disk,
      GenesisState genesis,
      BlockLog blocks,
      TileStore tiles,
      SignedNote checkpoint,
      FrozenState state,
      BooleanSupplier wanted)
      throws IOException {
    long height = state.applied().height();
    if (height < 1 || height > blocks.height()) {
      throw new SnapshotFault(
          SnapshotFault.Kind.NOTHING_YET,
          "the stored state is of block " + height + ", the log has " + blocks.height());
    }
    BlockHeader header = blocks.header(height);
    Digest record =
        blocks
            .recordHash(height)
            .orElseThrow(
                () ->
                    new SnapshotFault(SnapshotFault.Kind.STALE, "block " + height + " is pruned"));
    var content = new SnapshotContent(genesis.document(), header, record, tiles, checkpoint, state);
    return SnapshotWriter.write(disk, content, wanted);
  }
}
