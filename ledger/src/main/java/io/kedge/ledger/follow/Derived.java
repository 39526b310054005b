package io.kedge.ledger.follow;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.fsck.FsckFault;
import io.kedge.ledger.node.CheckpointFiles;
import io.kedge.ledger.node.SmallFile;
import io.kedge.ledger.node.TileFiles;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.NoteVerdict;
import io.kedge.ledger.proof.NoteVerifier;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.publish.Publication;
import io.kedge.ledger.tree.MerkleHasher;
import io.kedge.ledger.tree.MissingTileException;
import io.kedge.ledger.tree.TileId;
import io.kedge.ledger.tree.TreeProofs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/// Makes files again that follow from the log: tiles, and the checkpoints among what is left.
final class Derived {
  private static final int FILE_BYTES_MAX = 4 << 20;

  private final Disk disk;
  private final io.kedge.ledger.tree.MemoryTileStore tiles;
  private final Identity identity;
  private final SequencedSet<String> mended = new LinkedHashSet<>();

  Derived(Disk disk, io.kedge.ledger.tree.MemoryTileStore tiles, Identity identity) {
    this.disk = disk;
    this.tiles = tiles;
    this.identity = identity;
  }

  /// The files that were made again.
  Set<String> mended() {
    return mended;
  }

  /// Mends what a fault names, if it can be.
  void mend(FsckFault fault) throws IOException {
    String file = fault.file().split(" byte ", 2)[0];
    if (mended.contains(file)) {
      return;
    }
    if (file.startsWith("tile/")) {
      tile(file);
    } else if (file.equals(CheckpointFiles.CURRENT)
        || file.startsWith(CheckpointFiles.DIRECTORY + "/")) {
      checkpoints(file);
    }
  }

  private void tile(String file) throws IOException {
    Optional<TileId> named = TileId.parse(file);
    disk.delete(file);
    mended.add(file);
    if (named.isEmpty()) {
      return;
    }
    TileId tile = named.get();
    for (int width = TileId.WIDTH; width > 0; width--) {
      Optional<Bytes> hashes = tiles.read(new TileId(tile.level(), tile.index(), width));
      if (hashes.isPresent()) {
        var files = new TileFiles(disk);
        files.write(new TileId(tile.level(), tile.index(), width), exact(hashes.get(), width));
        files.writeThrough();
        return;
      }
    }
  }

  private static Bytes exact(Bytes hashes, int width) {
    return hashes.slice(0, width * MerkleHasher.SIZE);
  }

  /// Keeps the notes of a file that the ledger's key signed and that fit the log. One that it
  /// signed and that does not fit is evidence and goes to where such is kept; the file as it was
  /// goes beside the reports.
  private void checkpoints(String file) throws IOException {
    Bytes content = SmallFile.read(disk, file, FILE_BYTES_MAX).orElse(Bytes.EMPTY);
    String name = file.replace('/', '-');
    SmallFile.replace(disk, Repair.DIRECTORY + "/was-" + name, content);
    var good = new ArrayList<SignedNote>();
    for (SignedNote note : notes(file)) {
      if (fits(note)) {
        good.add(note);
      } else if (isSigned(note)) {
        String hash = Digest.of(Bytes.utf8(note.text())).hex().substring(0, 16);
        SmallFile.replace(disk, Publication.EVIDENCE + "/" + hash + ".note", note.encoded());
      }
    }
    if (file.equals(CheckpointFiles.CURRENT)) {
      Optional<SignedNote> newest = newest();
      if (newest.isPresent()) {
        SmallFile.replace(disk, file, newest.get().encoded());
      } else {
        disk.delete(file);
      }
    } else {
      SmallFile.replace(disk, file, CheckpointFiles.encoded(good));
    }
    mended.add(file);
  }

  private List<SignedNote> notes(String file) throws IOException {
    return CheckpointFiles.read(disk, Integer.MAX_VALUE).notes().stream()
        .filter(stored -> stored.file().equals(file))
        .map(CheckpointFiles.Stored::note)
        .toList();
  }

  private Optional<SignedNote> newest() throws IOException {
    List<SignedNote> all =
        CheckpointFiles.read(disk, Integer.MAX_VALUE).notes().stream()
            .map(CheckpointFiles.Stored::note)
            .filter(this::fits)
            .toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  private boolean isSigned(SignedNote note) {
    return new NoteVerifier(identity.keys()).check(note) instanceof NoteVerdict.Verified;
  }

  private boolean fits(SignedNote note) {
    try {
      Checkpoint head = Checkpoint.parse(note.text());
      return isSigned(note)
          && head.origin().equals(identity.origin())
          && new TreeProofs(tiles).root(head.size()).equals(head.root());
    } catch (NoteFormatException | MissingTileException e) {
      return false;
    }
  }
}
