package io.kedge.ledger.node;

import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.snapshot.SnapshotFault;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.snapshot.Snapshots;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The snapshots in a ledger's directory, as far as they fit its log. There no signature is needed:
/// the header must be the one in the log.
public final class LocalSnapshots {
  private final Disk disk;
  private final GenesisState genesis;
  private final BlockLog blocks;

  /// The snapshots beside a log.
  public LocalSnapshots(Disk disk, GenesisState genesis, BlockLog blocks) {
    this.disk = disk;
    this.genesis = genesis;
    this.blocks = blocks;
  }

  /// A snapshot that is of this ledger and of a block after which all blocks are here. Its files
  /// are not looked at.
  ///
  /// @throws SnapshotFault DAMAGED, OTHER_LEDGER or STALE
  public SnapshotManifest usable(String name) throws IOException {
    SnapshotManifest manifest =
        Snapshots.find(disk, name)
            .orElseThrow(() -> new SnapshotFault(SnapshotFault.Kind.DAMAGED, name));
    if (!manifest.ledger().equals(genesis.ledgerId())) {
      throw new SnapshotFault(SnapshotFault.Kind.OTHER_LEDGER, "of ledger " + manifest.ledger());
    }
    boolean inLog =
        manifest.height() <= blocks.height()
            && manifest.height() >= blocks.firstWhole() - 1
            && blocks.header(manifest.height()).equals(manifest.header());
    if (!inLog) {
      throw new SnapshotFault(
          SnapshotFault.Kind.STALE,
          "of block "
              + manifest.height()
              + "; the log has whole blocks "
              + blocks.firstWhole()
              + " to "
              + blocks.height());
    }
    return manifest;
  }

  /// Every snapshot that is usable, newest first.
  ///
  /// @param others is told, a sentence each, of those that are not
  public List<SnapshotManifest> usable(Consumer<String> others) throws IOException {
    var found = new ArrayList<SnapshotManifest>();
    for (String name : Snapshots.names(disk)) {
      try {
        found.add(usable(name));
      } catch (SnapshotFault | NodeFault e) {
        others.accept("snapshot " + name + " was not used: " + e.getMessage());
      }
    }
    return found;
  }

  /// The newest snapshot after a block whose every byte and state root was checked now.
  ///
  /// @param height of the block it must reach at least
  Optional<SnapshotManifest> verified(long height) throws IOException {
    for (SnapshotManifest manifest : usable(note -> {})) {
      if (manifest.height() >= height && verifies(manifest)) {
        return Optional.of(manifest);
      }
    }
    return Optional.empty();
  }

  private boolean verifies(SnapshotManifest manifest) throws IOException {
    try {
      Snapshots.reader(disk, manifest).verify();
      return true;
    } catch (SnapshotFault e) {
      return false;
    }
  }
}
