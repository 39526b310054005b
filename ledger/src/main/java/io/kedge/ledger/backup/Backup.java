package io.kedge.ledger.backup;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.backup.BackupFault.Kind;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.DiskInput;
import io.kedge.ledger.disk.DiskOutput;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.log.LogCopy;
import io.kedge.ledger.log.LogFault;
import io.kedge.ledger.node.CheckpointFiles;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.NodeParts;
import io.kedge.ledger.node.SmallFile;
import io.kedge.ledger.snapshot.SnapshotFault;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.snapshot.Snapshots;
import io.kedge.ledger.tree.TileId;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes a copy of a ledger's directory that can be opened, or brings one up to date, also while a
/// node writes to it. Reads the source and takes no lock there.
///
/// Copied are: genesis, the newest snapshots, the log up to a head, full tiles, keys as they are
/// sealed, published checkpoints as they were before the head was read, so that each is of a tree
/// that the copy has. The state is not copied: a start takes it from the snapshot
/// and the blocks after it. What the source pruned since the last backup, the copy keeps.
public final class Backup {
  private static final int SNAPSHOTS_COPIED = 2;
  private static final int GENESIS_BYTES_MAX = 16 << 20;

  /// Files of a directory that have rules of their own, or belong to one process.
  private static final Set<String> OWN =
      new TreeSet<>(List.of("LOCK", "FORMAT", "head.A", "head.B", CheckpointFiles.CURRENT));

  /// Directories that have rules of their own.
  private static final Set<String> OWN_DIRECTORIES =
      new TreeSet<>(List.of("log", "tile", Snapshots.DIRECTORY, NodeParts.STATE));

  private final Disk from;
  private final Disk to;
  private final List<String> notes = new ArrayList<>();
  private long files;
  private long bytes;

  private Backup(Disk from, Disk to) {
    this.from = from;
    this.to = to;
  }

  /// Makes or continues a copy.
  ///
  /// @param verify whether the whole copy is read and checked afterwards
  /// @throws BackupFault naming what is wrong
  /// @throws LogFault where the source's log is damaged
  /// @throws io.kedge.ledger.disk.DiskLocked if the copy is open
  public static BackupReport copy(Disk from, Disk to, boolean verify) throws IOException {
    return new Backup(from, to).copy(verify);
  }

  private BackupReport copy(boolean verify) throws IOException {
    Digest ledger =
        LedgerLog.ledgerIdIn(from)
            .orElseThrow(() -> new BackupFault(Kind.NO_LEDGER, "no log is in " + from));
    if (from.equals(to) || isSameDirectory()) {
      throw new BackupFault(Kind.SAME_PLACE, from.toString());
    }
    try (var _ = LedgerLog.alone(to)) {
      requirePlaceFor(ledger);
      copyFile(LedgerNode.GENESIS, Long.MAX_VALUE);
      copySnapshots(Long.MAX_VALUE);
      var sizes = new TreeMap<String, Long>();
      measure("", sizes);
      Optional<Bytes> current = SmallFile.read(from, CheckpointFiles.CURRENT, GENESIS_BYTES_MAX);
      LogCopy.Copied log = copyLog();
      copyTiles(log.head().treeSize());
      copySnapshots(log.head().treeSize());
      copyFiles(sizes);
      if (current.isPresent()) {
        keep(CheckpointFiles.CURRENT, current.get());
      }
      if (Snapshots.names(to).isEmpty()) {
        notes.add("there is no snapshot: opening the copy executes every block again");
      }
      to.forceDirectory("");
      if (verify) {
        notes.addAll(new CopyCheck(to, ledger, log.head()).run());
      }
      return new BackupReport(
          ledger.hex(),
          log.head().lastIndex() + 1,
          log.head().treeSize(),
          log.head().root(),
          bytes + log.bytesCopied(),
          log.bytesKept(),
          files,
          verify,
          notes);
    }
  }

  private boolean isSameDirectory() {
    return from instanceof RealDisk source
        && to instanceof RealDisk target
        && source.root().equals(target.root());
  }

  private void requirePlaceFor(Digest ledger) throws IOException {
    Optional<Digest> known = LedgerLog.ledgerIdIn(to);
    if (known.isEmpty()) {
      // A first backup may have been cut short: then its genesis is this ledger's.
      known = SmallFile.read(to, LedgerNode.GENESIS, GENESIS_BYTES_MAX).map(Digest::of);
    }
    if (known.isPresent() && !known.get().equals(ledger)) {
      throw new BackupFault(Kind.OTHER_LEDGER, to + " is of ledger " + known.get());
    }
  }

  private LogCopy.Copied copyLog() throws IOException {
    try {
      return LogCopy.copy(from, to);
    } catch (LogFault e) {
      if (e.kind() == LogFault.Kind.HEAD_NOT_IN_LOG) {
        throw new BackupFault(Kind.OTHER_HISTORY, String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /// Notes the small files of a directory and of those below it, each with its size.
  private void measure(String directory, SortedMap<String, Long> into) throws IOException {
    for (String name : from.list(directory)) {
      String path = directory.isEmpty() ? name : directory + "/" + name;
      boolean unfinished = name.endsWith(".tmp") || name.endsWith(".new");
      if (!unfinished && !OWN.contains(path) && !name.equals("LOCK")) {
        try (var file = from.open(path, Disk.Open.READ)) {
          into.put(path, file.size());
        } catch (NoSuchFileException e) {
          // It was there a moment ago and is nobody's any more.
        }
      }
    }
    for (String name : from.directories(directory)) {
      String path = directory.isEmpty() ? name : directory + "/" + name;
      if (!OWN_DIRECTORIES.contains(path)) {
        measure(path, into);
      }
    }
  }

  /// Copies files up to where they were.
  private void copyFiles(SortedMap<String, Long> sizes) throws IOException {
    for (Map.Entry<String, Long> file : sizes.entrySet()) {
      copyFile(file.getKey(), file.getValue());
    }
  }

  private void copyFile(String path, long sizeMax) throws IOException {
    try (var in = DiskInput.open(from, path)) {
      keep(path, Bytes.wrap(in.readNBytes((int) Math.min(sizeMax, Integer.MAX_VALUE))));
    } catch (NoSuchFileException e) {
      // It was there a moment ago and is nobody's any more.
    }
  }

  private void keep(String path, Bytes content) throws IOException {
    if (isSame(path, content)) {
      return;
    }
    makeDirectories(directoryOf(path));
    try (var out = DiskOutput.create(to, path + ".new", path.startsWith("keys/"))) {
      out.write(content.unsafeArray());
      out.finish();
    }
    to.rename(path + ".new", path);
    to.forceDirectory(directoryOf(path));
    files++;
    bytes += content.size();
  }

  private static String directoryOf(String path) {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }

  private void makeDirectories(String directory) throws IOException {
    if (!directory.isEmpty() && !to.exists(directory)) {
      makeDirectories(directoryOf(directory));
      to.createDirectory(directory);
      to.forceDirectory(directoryOf(directory));
    }
  }

  private boolean isSame(String path, Bytes content) throws IOException {
    try (var in = DiskInput.open(to, path)) {
      return Bytes.wrap(in.readAllBytes()).equals(content);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /// Full tiles never change. The others a start makes again.
  private void copyTiles(long treeSize) throws IOException {
    for (int level = 0; level < TileId.LEVELS; level++) {
      long full = (treeSize >>> (8 * level)) / TileId.WIDTH;
      for (long index = 0; index < full; index++) {
        String path = TileId.full(level, index).path();
        if (!to.exists(path) && from.exists(path)) {
          try (var in = DiskInput.open(from, path)) {
            Bytes hashes = Bytes.wrap(in.readAllBytes());
            SmallFile.replace(to, path, hashes);
            files++;
            bytes += hashes.size();
          }
        }
      }
    }
  }

  /// Copies the newest snapshots: before the log, so that they are of blocks it has, and after it
  /// once more, because the source may have pruned what came before a newer one. A running node may
  /// remove a snapshot while it is copied; then another will do.
  ///
  /// @param treeSizeMax entries of the copy's tree
  private void copySnapshots(long treeSizeMax) throws IOException {
    List<String> names =
        Snapshots.names(from).stream()
            .filter(name -> Snapshots.treeSize(name) <= treeSizeMax)
            .limit(SNAPSHOTS_COPIED)
            .toList();
    try (var _ = Snapshots.alone(to)) {
      for (String name : names) {
        try {
          Optional<SnapshotManifest> manifest = Snapshots.find(from, name);
          if (manifest.isPresent() && Snapshots.find(to, name).isEmpty()) {
            Snapshots.copy(Snapshots.source(from, name), manifest.get(), to);
            bytes += manifest.get().bytes();
            files += manifest.get().files().size();
          }
        } catch (SnapshotFault e) {
          notes.add("snapshot " + name + " was not copied: " + e.getMessage());
        }
      }
      Snapshots.sweep(to, SNAPSHOTS_COPIED);
    }
  }
}
