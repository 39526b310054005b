package io.kedge.ledger.node;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.block.KeptBlock;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.log.LogFault;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.NoteVerdict;
import io.kedge.ledger.proof.NoteVerifier;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.snapshot.SnapshotFault;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.snapshot.Snapshots;
import io.kedge.ledger.state.FrozenState;
import io.kedge.ledger.state.StateDamagedException;
import io.kedge.ledger.state.StateStore;
import io.kedge.ledger.tree.TileId;
import io.kedge.ledger.tree.TileStore;
import io.kedge.ledger.tree.TreeAppender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads everything once, beside the node that writes: heads, log, the tree made anew from it and
/// compared with every header, full tile and checkpoint, the stored state, the snapshots.
final class ScrubPass {
  private static final String TILE_REPAIR =
      "stop the node and delete the directory tile: the next start makes it again from the log";
  private static final String NOTE_REPAIR =
      "put the file back from a backup; receipts with that checkpoint are evidence";
  private static final String STATE_REPAIR =
      "stop the node and delete the directory "
          + NodeParts.STATE
          + ": the next start makes it again from the log";

  private static final long PACE_BYTES = 1 << 16;

  private final Disk disk;
  private final GenesisState genesis;
  private final VerifierKey key;
  private final StateStore state;
  private final Pace pace;
  private final List<ScrubReport.Fault> faults = new ArrayList<>();
  private final NavigableMap<Long, Map<String, Digest>> checkpoints = new TreeMap<>();
  private long bytes;
  private long treeSize;

  /// Is told of every byte, and waits where it was too fast.
  @FunctionalInterface
  interface Pace {
    void read(long bytes) throws InterruptedException;
  }

  ScrubPass(Disk disk, GenesisState genesis, VerifierKey key, StateStore state, Pace pace) {
    this.disk = disk;
    this.genesis = genesis;
    this.key = key;
    this.state = state;
    this.pace = pace;
  }

  ScrubReport run(long nowMillis) throws IOException, InterruptedException {
    if (!Opening.genesisIn(disk).equals(Optional.of(genesis.document()))) {
      fault(LedgerNode.GENESIS, "not the genesis document", "put it back from a backup");
    }
    notes();
    try (var log =
        LedgerLog.openForReading(
            disk,
            genesis.ledgerId(),
            LedgerLog.Reading.BESIDE_A_WRITER,
            io.kedge.ledger.log.LogConfig.Depth.TAIL)) {
      log.report()
          .headLost()
          .ifPresent(file -> fault(file, "cannot be read", "restart the node: it writes it again"));
      blocks(new BlockLog(log));
      snapshots(new BlockLog(log));
    } catch (LogFault e) {
      fault(e.file(), e.kind() + ", bytes " + e.from() + " to " + e.to(), e.kind().repair());
    } catch (NodeFault e) {
      fault("log", String.valueOf(e.getMessage()), e.kind().repair());
    }
    stored();
    return new ScrubReport(nowMillis, treeSize, bytes, faults);
  }

  private void fault(String file, String what, String repair) {
    faults.add(new ScrubReport.Fault(file, what, repair));
  }

  private void count(long read) throws InterruptedException {
    bytes += read;
    pace.read(read);
  }

  // Checkpoints.

  private void notes() throws IOException, InterruptedException {
    CheckpointFiles.Content content = CheckpointFiles.read(disk, Integer.MAX_VALUE);
    content.damaged().forEach(place -> fault(place, "no checkpoint is there", NOTE_REPAIR));
    var verifier = new NoteVerifier(List.of(key));
    for (CheckpointFiles.Stored stored : content.notes()) {
      String place = stored.file() + " byte " + stored.offset();
      if (verifier.check(stored.note()) instanceof NoteVerdict.Refused(var reason)) {
        fault(place, "the signature does not hold (" + reason + ")", NOTE_REPAIR);
      } else {
        remember(place, stored);
      }
      count(stored.note().encoded().size());
    }
  }

  private void remember(String place, CheckpointFiles.Stored stored) {
    try {
      Checkpoint checkpoint = Checkpoint.parse(stored.note().text());
      checkpoints
          .computeIfAbsent(checkpoint.size(), _ -> new TreeMap<>())
          .put(place, checkpoint.root());
    } catch (NoteFormatException e) {
      fault(place, "no checkpoint: " + e.getMessage(), NOTE_REPAIR);
    }
  }

  /// Compares the checkpoints up to the present size of the tree.
  private void compare(TreeAppender tree) {
    while (!checkpoints.isEmpty() && checkpoints.firstKey() <= tree.size()) {
      var due = checkpoints.pollFirstEntry();
      boolean ends = due.getKey() == tree.size();
      for (var one : due.getValue().entrySet()) {
        if (!ends || !one.getValue().equals(tree.root())) {
          fault(
              one.getKey(),
              "its root is not that of the log's first " + due.getKey() + " entries",
              NOTE_REPAIR);
        }
      }
    }
  }

  // The log and its tree.

  private void blocks(BlockLog blocks) throws IOException, InterruptedException {
    var tiles = new TileFiles(disk);
    var compared = new FullTiles(tiles);
    var tree = new TreeAppender();
    for (long height = blocks.firstKept(); height <= blocks.height(); height++) {
      Optional<KeptBlock> kept = blocks.kept(height);
      KeptBlock block =
          kept.isPresent() ? kept.get() : KeptBlock.of(blocks.read(height)); // checksum and chain
      BlockHeader header = block.header();
      if (tree.size() != header.firstLeaf()) { // what is before is not here
        tree = TreeAppender.open(tiles, header.firstLeaf());
        checkpoints.headMap(tree.size(), true).clear();
      }
      if (block.leafHashes().isPresent()) {
        block.leafHashes().get().forEach(tree::append);
        if (!tree.root().equals(header.treeRoot())) {
          throw new NodeFault(
              NodeFault.Kind.TREE_DIFFERS, "block " + height + " does not have the root it names");
        }
        tree.append(header.hash());
        tree.flush(compared);
        compare(tree);
        treeSize = tree.size();
      }
      count(bytesOf(blocks, height, kept.isPresent()));
    }
    count(compared.bytes);
  }

  private static long bytesOf(BlockLog blocks, long height, boolean pruned) throws IOException {
    return pruned
        ? blocks.header(height).encoded().size()
        : blocks.read(height).encoded().size(); // kept in memory since just now
  }

  /// Compares every full tile that the tree comes to with the file on the disk. One that is not
  /// there yet waits in the node's memory.
  private final class FullTiles implements TileStore {
    private final TileFiles files;
    private long bytes;

    FullTiles(TileFiles files) {
      this.files = files;
    }

    @Override
    public Optional<Bytes> read(TileId tile) {
      return files.read(tile);
    }

    @Override
    public void write(TileId tile, Bytes hashes) {
      if (!tile.isFull()) {
        return;
      }
      try {
        Optional<Bytes> stored = SmallFile.read(disk, tile.path(), 2 * hashes.size());
        bytes += stored.map(Bytes::size).orElse(0);
        if (stored.isPresent() && !stored.get().equals(hashes)) {
          fault(tile.path(), "is not the tile of the entries", TILE_REPAIR);
        }
      } catch (IOException e) {
        fault(tile.path(), "cannot be read: " + e.getMessage(), TILE_REPAIR);
      }
    }
  }

  // What is derived.

  private void snapshots(BlockLog blocks) throws IOException, InterruptedException {
    var local = new LocalSnapshots(disk, genesis, blocks);
    for (String name : Snapshots.names(disk)) {
      try {
        SnapshotManifest manifest = local.usable(name);
        Snapshots.reader(disk, manifest).verify();
        count(manifest.bytes());
      } catch (SnapshotFault e) {
        if (Snapshots.names(disk).contains(name) && e.kind() != SnapshotFault.Kind.STALE) {
          fault(Snapshots.directory(name), String.valueOf(e.getMessage()), e.kind().repair());
        }
      }
    }
  }

  /// Reads every entry as it stands still; the store compares its checksums.
  private void stored() throws InterruptedException {
    var entries = new Entries();
    try (FrozenState frozen = state.freeze()) {
      frozen.forEachEntry(entries::read);
    } catch (StateDamagedException e) {
      fault(NodeParts.STATE, String.valueOf(e.getMessage()), STATE_REPAIR);
    }
    entries.end();
  }

  /// Counts what is read of the state; once interrupted, it only lets the rest go by.
  private final class Entries {
    private long read;
    private @Nullable InterruptedException interrupted;

    void read(Key entry, Bytes value) {
      read += entry.value().length() + value.size();
      if (read >= PACE_BYTES && interrupted == null) {
        try {
          count(read);
        } catch (InterruptedException e) {
          interrupted = e;
        }
        read = 0;
      }
    }

    void end() throws InterruptedException {
      InterruptedException earlier = interrupted;
      if (earlier != null) {
        throw earlier;
      }
      count(read);
    }
  }
}
