package io.kedge.ledger.fsck;

import io.kedge.kernel.CommandId;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.node.BlockLog;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.LocalSnapshots;
import io.kedge.ledger.node.NodeFault;
import io.kedge.ledger.ordering.Tip;
import io.kedge.ledger.snapshot.SnapshotFault;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.snapshot.Snapshots;
import io.kedge.ledger.state.CommandRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Checks every snapshot: that it is of a block of this log, every file, its state root, and, when
/// the inspection comes to its block, its index of commands, which no header binds.
final class StoredSnapshots {
  private final Disk disk;
  private final LocalSnapshots local;
  private final SortedMap<CommandId, CommandRecord> index;
  private final BlockLog blocks;
  private final List<FsckFault> faults;
  private final List<String> notes;
  private final List<SnapshotManifest> sound = new ArrayList<>();

  StoredSnapshots(
      Disk disk,
      GenesisState genesis,
      BlockLog blocks,
      SortedMap<CommandId, CommandRecord> index,
      List<FsckFault> faults,
      List<String> notes) {
    this.disk = disk;
    this.blocks = blocks;
    this.notes = notes;
    this.local = new LocalSnapshots(disk, genesis, blocks);
    this.index = index;
    this.faults = faults;
  }

  void check() throws IOException {
    for (String name : Snapshots.names(disk)) {
      try {
        SnapshotManifest manifest = local.usable(name);
        manifest.verifyProof();
        Snapshots.reader(disk, manifest).verify();
        sound.add(manifest);
      } catch (SnapshotFault e) {
        if (e.kind() == SnapshotFault.Kind.STALE && isOlder(name)) {
          notes.add("snapshot " + name + " is older than the first whole block: of no use");
          checkFiles(name);
          continue;
        }
        fault(name, 0, String.valueOf(e.getMessage()), e.kind().repair());
      } catch (NodeFault e) {
        fault(name, 0, String.valueOf(e.getMessage()), e.kind().repair());
      }
    }
  }

  /// Of one that is of no use here any more, whether its files are as they were written: somebody
  /// may still copy it.
  private void checkFiles(String name) throws IOException {
    try {
      Optional<SnapshotManifest> manifest = Snapshots.find(disk, name);
      if (manifest.isPresent()) {
        Snapshots.reader(disk, manifest.get()).verify();
      }
    } catch (SnapshotFault e) {
      fault(name, 0, String.valueOf(e.getMessage()), e.kind().repair());
    }
  }

  /// True for one whose block was pruned after it was made.
  private boolean isOlder(String name) throws IOException {
    return Snapshots.find(disk, name)
        .filter(manifest -> manifest.height() < blocks.firstWhole() - 1)
        .isPresent();
  }

  private void fault(String name, long height, String what, String repair) {
    faults.add(new FsckFault(Snapshots.directory(name), height, what, repair));
  }

  /// Compares the index of a snapshot of this block.
  void compareAt(Tip tip) throws IOException {
    for (SnapshotManifest manifest : sound) {
      if (manifest.height() == tip.number()
          && !Snapshots.reader(disk, manifest).commands().equals(index)) {
        fault(
            manifest.name(),
            tip.number(),
            "its index of commands is not that of the blocks",
            SnapshotFault.Kind.DAMAGED.repair());
      }
    }
  }
}
