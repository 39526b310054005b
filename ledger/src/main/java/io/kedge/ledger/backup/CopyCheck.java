package io.kedge.ledger.backup;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.backup.BackupFault.Kind;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.block.KeptBlock;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.log.Head;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.log.LogConfig;
import io.kedge.ledger.log.LogFault;
import io.kedge.ledger.node.BlockLog;
import io.kedge.ledger.node.CheckpointFiles;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.NodeFault;
import io.kedge.ledger.node.SmallFile;
import io.kedge.ledger.node.TileFiles;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.NoteVerdict;
import io.kedge.ledger.proof.NoteVerifier;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.snapshot.SnapshotFault;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.snapshot.Snapshots;
import io.kedge.ledger.tree.MemoryTileStore;
import io.kedge.ledger.tree.TileId;
import io.kedge.ledger.tree.TileStore;
import io.kedge.ledger.tree.TreeAppender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads a whole copy: every record of its log, the tree from the leaves beside every header, every
/// tile, every checkpoint with its signature, every snapshot. Executes nothing; `fsck` does.
final class CopyCheck {
  private static final int GENESIS_BYTES_MAX = 16 << 20;

  private final Disk disk;
  private final Digest ledger;
  private final Head head;
  private final List<String> notes = new ArrayList<>();

  CopyCheck(Disk disk, Digest ledger, Head head) {
    this.disk = disk;
    this.ledger = ledger;
    this.head = head;
  }

  private static BackupFault damaged(String what) {
    return new BackupFault(Kind.COPY_DAMAGED, what);
  }

  /// Answers what is worth knowing.
  List<String> run() throws IOException {
    Optional<Bytes> genesis = SmallFile.read(disk, LedgerNode.GENESIS, GENESIS_BYTES_MAX);
    if (!genesis.map(Digest::of).equals(Optional.of(ledger))) {
      throw damaged(LedgerNode.GENESIS + " is not that of the ledger");
    }
    try (var log =
        LedgerLog.openForReading(
            disk, ledger, LedgerLog.Reading.BESIDE_A_WRITER, LogConfig.Depth.WHOLE)) {
      if (!log.head().equals(head)) {
        throw damaged("it has another head");
      }
      var blocks = new BlockLog(log);
      tree(blocks, checkpoints());
      snapshots(blocks);
    } catch (LogFault | NodeFault e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
    return notes;
  }

  /// The tree again, and every checkpoint and tile beside it.
  private void tree(BlockLog blocks, SortedMap<Long, Digest> checkpoints) throws IOException {
    long height = blocks.firstKept();
    Optional<KeptBlock> first = blocks.height() == 0 ? Optional.empty() : blocks.kept(height);
    var tree = new TreeAppender();
    var tiles = new ComparedTiles(new TileFiles(disk));
    if (first.isPresent() && first.get().leafHashes().isEmpty()) {
      tree = edgeAfter(first.get().header());
      height++;
    }
    Digest previous =
        first.filter(b -> b.leafHashes().isEmpty()).map(b -> b.header().hash()).orElse(Digest.ZERO);
    for (; height <= blocks.height(); height++) {
      Optional<KeptBlock> kept = blocks.kept(height);
      KeptBlock block = kept.isPresent() ? kept.get() : KeptBlock.of(blocks.read(height));
      previous = add(tree, previous, block);
      tree.flush(tiles);
      Digest signed = checkpoints.remove(tree.size());
      if (signed != null && !signed.equals(tree.root())) {
        throw damaged("a checkpoint of " + tree.size() + " entries is of another tree");
      }
    }
    if (tree.size() != head.treeSize() || !tree.root().equals(head.root())) {
      throw damaged("the leaves do not have the root of the head");
    }
    if (!checkpoints.tailMap(tree.size()).isEmpty()) {
      throw damaged("a checkpoint is of more entries than the log has");
    }
  }

  private Digest add(TreeAppender tree, Digest previous, KeptBlock block) {
    BlockHeader header = block.header();
    block.leafHashes().orElse(List.of()).forEach(tree::append);
    if (!header.previous().equals(previous) || !tree.root().equals(header.treeRoot())) {
      throw damaged("block " + header.number() + " does not follow the one before");
    }
    tree.append(header.hash());
    return header.hash();
  }

  /// Of a ledger that was begun from a snapshot: the tree there, from the snapshot's edge.
  private TreeAppender edgeAfter(BlockHeader header) throws IOException {
    for (String name : Snapshots.names(disk)) {
      SnapshotManifest manifest = Snapshots.find(disk, name).orElseThrow();
      if (manifest.header().equals(header)) {
        var edge = new MemoryTileStore();
        Snapshots.reader(disk, manifest).edge(edge);
        return TreeAppender.open(edge, manifest.treeSize());
      }
    }
    throw damaged("the snapshot with which the ledger was begun is missing");
  }

  /// Full tiles of the copy beside those of the leaves.
  private record ComparedTiles(TileFiles stored) implements TileStore {
    @Override
    public Optional<Bytes> read(TileId tile) {
      return stored.read(tile);
    }

    @Override
    public void write(TileId tile, Bytes hashes) {
      if (tile.isFull()) {
        stored
            .read(tile)
            .filter(found -> !found.equals(hashes))
            .ifPresent(
                found -> {
                  throw damaged(tile.path() + " is not the tile of the leaves");
                });
      }
    }
  }

  /// The roots that were signed, by size.
  private SortedMap<Long, Digest> checkpoints() throws IOException {
    var roots = new TreeMap<Long, Digest>();
    Optional<Bytes> vkey = SmallFile.read(disk, LedgerNode.VKEY, GENESIS_BYTES_MAX);
    CheckpointFiles.Content content = CheckpointFiles.read(disk, Integer.MAX_VALUE);
    content.damaged().forEach(place -> notes.add("no checkpoint is at " + place));
    if (vkey.isEmpty()) {
      notes.add("there is no " + LedgerNode.VKEY + ": checkpoints were not verified");
      return roots;
    }
    try {
      var verifier = new NoteVerifier(List.of(VerifierKey.parse(vkey.get().text().strip())));
      for (CheckpointFiles.Stored stored : content.notes()) {
        if (!(verifier.check(stored.note()) instanceof NoteVerdict.Verified)) {
          throw damaged(
              stored.file() + " byte " + stored.offset() + " is not signed by the ledger");
        }
        Checkpoint checkpoint = Checkpoint.parse(stored.note().text());
        roots.put(checkpoint.size(), checkpoint.root());
      }
      return roots;
    } catch (NoteFormatException e) {
      throw damaged("checkpoints or key: " + e.getMessage());
    }
  }

  private void snapshots(BlockLog blocks) throws IOException {
    for (String name : Snapshots.names(disk)) {
      try {
        SnapshotManifest manifest = Snapshots.find(disk, name).orElseThrow();
        manifest.verifyProof();
        Snapshots.reader(disk, manifest).verify();
        boolean inLog =
            manifest.height() <= blocks.height()
                && blocks.header(manifest.height()).equals(manifest.header());
        if (!inLog) {
          notes.add("snapshot " + name + " is of a later block than the copy's last");
        }
      } catch (SnapshotFault e) {
        throw damaged(String.valueOf(e.getMessage()));
      }
    }
  }
}
