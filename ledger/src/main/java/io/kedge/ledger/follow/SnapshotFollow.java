package io.kedge.ledger.follow;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.node.SnapshotInstall;
import io.kedge.ledger.node.TileFiles;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.snapshot.SnapshotFault;
import io.kedge.ledger.snapshot.SnapshotFile;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.snapshot.SnapshotSource;
import io.kedge.ledger.tree.TileId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Begins a follower's directory from a published snapshot instead of the first block. The state
/// root is computed from all entries and is the one in a header that is in the tree of a checkpoint
/// that a pinned key signed; all tiles before it are fetched and proven by that checkpoint, so that
/// every proof can be given. What was decided before the snapshot is not executed again.
public final class SnapshotFollow {
  private static final int NAMES_BYTES_MAX = 64 << 10;
  private static final int WRITE_EVERY_TILES = 1_024;

  private SnapshotFollow() {}

  /// Installs the newest published snapshot in an empty directory; after a crash, calling it again
  /// goes on.
  ///
  /// @param pinned keys of the ledger that came from elsewhere
  /// @throws SnapshotFault naming what does not hold
  /// @throws SourceFailure NOT_FOUND where there is no snapshot
  /// @throws FollowStopped TILE_WRONG where tiles are not of the signed root
  public static SnapshotManifest install(Source source, List<VerifierKey> pinned, Disk disk)
      throws IOException, SourceFailure, FollowStopped {
    String newest = source.get("snapshots", NAMES_BYTES_MAX).text().lines().findFirst().orElse("");
    if (!newest.matches("[1-9][0-9]{0,18}-[0-9a-f]{16}")) {
      throw new SourceFailure(SourceFailure.Kind.NOT_FOUND, source.name() + ": no snapshot");
    }
    var remote = new Remote(source, newest);
    SnapshotManifest manifest = SnapshotManifest.decode(remote.manifest());
    manifest.verify(pinned);
    tiles(source, manifest, disk);
    return SnapshotInstall.install(remote, pinned, List.of(keyId(pinned.getFirst())), disk);
  }

  private static String keyId(VerifierKey key) {
    return VerificationKey.idOf(VerificationKey.Algorithm.ED25519, key.publicKey()).value();
  }

  /// Fetches the full tiles of the tree before the snapshot, as far as they are not here.
  private static void tiles(Source source, SnapshotManifest manifest, Disk disk)
      throws IOException, SourceFailure, FollowStopped {
    AuthenticTiles proven = AuthenticTiles.of(source, checkpoint(manifest));
    var files = new TileFiles(disk);
    int waiting = 0;
    for (int level = 0; level < TileId.LEVELS - 1; level++) { // the last is never full
      long full = manifest.treeSize() >>> (8 * (level + 1));
      for (long index = 0; index < full; index++) {
        TileId tile = TileId.full(level, index);
        if (!files.isStored(tile)) {
          files.write(tile, proven.authentic(tile));
          waiting++;
        }
        if (waiting == WRITE_EVERY_TILES) {
          files.writeThrough();
          waiting = 0;
        }
      }
    }
    files.writeThrough();
  }

  private static Checkpoint checkpoint(SnapshotManifest manifest) {
    try {
      return Checkpoint.parse(SignedNote.parse(manifest.checkpoint()).text());
    } catch (NoteFormatException e) {
      throw new SnapshotFault(SnapshotFault.Kind.DAMAGED, "its checkpoint: " + e.fault());
    }
  }

  /// The files of a published snapshot.
  private record Remote(Source source, String name) implements SnapshotSource {
    @Override
    public Bytes manifest() throws IOException {
      return get(SnapshotManifest.FILE, SnapshotManifest.BYTES_MAX);
    }

    @Override
    public InputStream open(SnapshotFile file) throws IOException {
      int bytesMax = (int) Math.min(file.bytes() + 1, Integer.MAX_VALUE - 64);
      return new ByteArrayInputStream(get(file.name(), bytesMax).unsafeArray());
    }

    private Bytes get(String file, int bytesMax) throws IOException {
      try {
        return source.get("snap/" + name + "/" + file, bytesMax);
      } catch (SourceFailure e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  }
}
