package io.kedge.ledger.fsck;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.node.TileFiles;
import io.kedge.ledger.tree.MerkleHasher;
import io.kedge.ledger.tree.TileAudit;
import io.kedge.ledger.tree.TileId;
import io.kedge.ledger.tree.TileStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares the tiles on the disk with those made anew from the entries.
final class StoredTiles {
  private static final String REPAIR =
      "stop the node and delete the directory tile: the next start makes it again from the log";

  private final Disk disk;
  private final TileStore expected;
  private final List<FsckFault> faults;
  private final List<String> notes;

  /// Stored tiles whose entries are not here.
  private long unmade;

  StoredTiles(Disk disk, TileStore expected, List<FsckFault> faults, List<String> notes) {
    this.disk = disk;
    this.expected = expected;
    this.faults = faults;
    this.notes = notes;
  }

  void compare(long treeSize) throws IOException {
    var files = new TileFiles(disk);
    long missing = 0;
    for (int level = 0; level < TileId.LEVELS; level++) {
      long hashes = treeSize >>> (8 * level);
      long tiles = (hashes + TileId.WIDTH - 1) / TileId.WIDTH;
      for (long index = 0; index < tiles; index++) {
        int width = (int) Math.min(TileId.WIDTH, hashes - index * TileId.WIDTH);
        var tile = new TileId(level, index, width);
        Map<String, Bytes> stored = files.stored(tile);
        missing += stored.isEmpty() ? 1 : 0;
        stored.forEach((file, bytes) -> compare(tile, file, bytes));
      }
    }
    if (unmade > 0) {
      unmade(files, treeSize);
    } else if (missing > 0) {
      notes.add(missing + " tiles are not written yet; the next start makes them");
    }
  }

  /// Of a ledger that was begun from a snapshot: tiles of earlier entries must fit each other, up
  /// to
  /// the tiles that were made anew.
  private void unmade(TileFiles files, long treeSize) {
    for (TileAudit.Fault fault : TileAudit.faults(new TileUnion(expected, files), treeSize)) {
      if (fault.what() == TileAudit.What.DOES_NOT_FIT_PARENT) {
        faults.add(
            new FsckFault(
                fault.tile().path(),
                0,
                "does not hash to its place in the level above",
                "fetch the tile from another node; its entries are not here"));
      }
    }
    notes.add(unmade + " tiles of entries that are not here were checked against those above them");
  }

  /// A tile of another width may be there after a crash. What it has of this tree must be right.
  private void compare(TileId tile, String file, Bytes stored) {
    int width = Math.min(tile.width(), stored.size() / MerkleHasher.SIZE);
    if (stored.size() % MerkleHasher.SIZE != 0 || width == 0) {
      faults.add(new FsckFault(file, 0, "has " + stored.size() + " bytes", REPAIR));
      return;
    }
    Optional<Bytes> made = expected.read(new TileId(tile.level(), tile.index(), width));
    if (made.isEmpty()) {
      unmade++;
      return;
    }
    Bytes right = made.get();
    int bytes = width * MerkleHasher.SIZE;
    if (!stored.slice(0, bytes).equals(right.slice(0, bytes))) {
      faults.add(new FsckFault(file, 0, "is not the tile of the entries", REPAIR));
    }
  }
}
