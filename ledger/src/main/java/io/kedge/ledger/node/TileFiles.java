package io.kedge.ledger.node;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.tree.MerkleHasher;
import io.kedge.ledger.tree.TileId;
import io.kedge.ledger.tree.TileStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Tiles as files under the paths of C2SP tlog-tiles. New ones wait in memory, where proofs find
/// them, until [#writeThrough]; nothing waits for a disk before that.
///
/// Safe for one writer, one caller of [#writeThrough] and many readers.
public final class TileFiles implements TileStore {
  private static final int FILE_BYTES_MAX = 1 << 20;

  /// A tile is looked for again where it is not found: another process may have put a wider one in
  /// its place between the look at one name and at the next.
  private static final int READS = 3;

  private static final String DOUBTED = "tile/DOUBTED";
  private static final String WIDTH = "[1-9][0-9]{0,2}";
  private static final int TILE_BYTES = TileId.WIDTH * MerkleHasher.SIZE;

  private final Disk disk;
  private final ConcurrentHashMap<TileId, Bytes> waiting = new ConcurrentHashMap<>();
  private final Map<TileId, Bytes> partialsWritten = new HashMap<>();

  /// The tiles on a disk.
  public TileFiles(Disk disk) {
    this.disk = disk;
  }

  @Override
  public Optional<Bytes> read(TileId tile) {
    Bytes recent = waiting.get(place(tile));
    if (recent != null) {
      return Optional.of(recent).filter(hashes -> isWide(hashes, tile));
    }
    try {
      Optional<Bytes> stored = readStored(tile);
      for (int again = 1; stored.isEmpty() && again < READS; again++) {
        stored = readStored(tile);
      }
      return stored.filter(hashes -> isWide(hashes, tile));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Bytes> readStored(TileId tile) throws IOException {
    Optional<Bytes> full = SmallFile.read(disk, place(tile).path(), TILE_BYTES);
    return full.isPresent() ? full : readPartial(tile);
  }

  /// True where the disk has the file of a full tile.
  public boolean isStored(TileId full) throws IOException {
    return disk.exists(full.path());
  }

  private Optional<Bytes> readPartial(TileId tile) throws IOException {
    for (String width : disk.list(partials(tile))) {
      if (width.matches(WIDTH) && Integer.parseInt(width) >= tile.width()) {
        return SmallFile.read(disk, partials(tile) + "/" + width, TILE_BYTES);
      }
    }
    return Optional.empty();
  }

  /// Notes that a tile was found wrong, so that the next start looks at all of them.
  void doubt() throws IOException {
    SmallFile.replace(disk, DOUBTED, Bytes.utf8("a tile was found wrong\n"));
  }

  /// True where a tile was found wrong and nobody has looked at all of them since.
  boolean isDoubted() throws IOException {
    return disk.exists(DOUBTED);
  }

  /// All tiles were looked at or made again.
  void trust() throws IOException {
    disk.delete(DOUBTED);
  }

  private static boolean isWide(Bytes hashes, TileId tile) {
    return hashes.size() >= tile.width() * MerkleHasher.SIZE;
  }

  @Override
  public void write(TileId tile, Bytes hashes) {
    waiting.put(place(tile), hashes);
  }

  /// Writes to the disk what waits in memory.
  public void writeThrough() throws IOException {
    for (Map.Entry<TileId, Bytes> entry : waiting.entrySet()) {
      TileId place = entry.getKey();
      Bytes hashes = entry.getValue();
      if (isSame(partialsWritten.get(place), hashes)) {
        continue;
      }
      TileId tile = new TileId(place.level(), place.index(), hashes.size() / MerkleHasher.SIZE);
      SmallFile.replace(disk, tile.path(), hashes);
      removeOthers(tile);
      if (tile.isFull()) {
        partialsWritten.remove(place);
        waiting.remove(place, hashes);
      } else {
        partialsWritten.put(place, hashes);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // whether it is this very hand-over
  private static boolean isSame(@Nullable Bytes written, Bytes hashes) {
    return written == hashes;
  }

  /// Removes tiles of the same place with another width, which would be taken for this one.
  private void removeOthers(TileId tile) throws IOException {
    if (!tile.isFull()) {
      disk.delete(place(tile).path());
    }
    for (String width : disk.list(partials(tile))) {
      if (tile.isFull() || !width.equals(Integer.toString(tile.width()))) {
        disk.delete(partials(tile) + "/" + width);
      }
    }
  }

  /// What the disk has at a tile's place, of whatever width, by file.
  public SortedMap<String, Bytes> stored(TileId tile) throws IOException {
    var found = new TreeMap<String, Bytes>();
    String full = place(tile).path();
    SmallFile.read(disk, full, FILE_BYTES_MAX).ifPresent(bytes -> found.put(full, bytes));
    for (String width : disk.list(partials(tile))) {
      String file = partials(tile) + "/" + width;
      if (width.matches(WIDTH)) {
        SmallFile.read(disk, file, FILE_BYTES_MAX).ifPresent(bytes -> found.put(file, bytes));
      }
    }
    return found;
  }

  private static TileId place(TileId tile) {
    return TileId.full(tile.level(), tile.index());
  }

  private static String partials(TileId tile) {
    return place(tile).path() + ".p";
  }
}
