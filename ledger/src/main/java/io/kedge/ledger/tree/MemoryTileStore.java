package io.kedge.ledger.tree;

import io.kedge.kernel.Bytes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Tiles kept in memory: for tests, for checking an export, for a light client. Safe for one writer
/// and many readers.
public final class MemoryTileStore implements TileStore {
  private final Map<TileId, Bytes> widest = new ConcurrentHashMap<>();

  /// An empty store.
  public MemoryTileStore() {}

  @Override
  public Optional<Bytes> read(TileId tile) {
    return Optional.ofNullable(widest.get(place(tile)))
        .filter(hashes -> hashes.size() >= tile.width() * MerkleHasher.SIZE);
  }

  @Override
  public void write(TileId tile, Bytes hashes) {
    if (hashes.size() != tile.width() * MerkleHasher.SIZE) {
      throw new IllegalArgumentException(tile + " cannot have " + hashes.size() + " bytes");
    }
    widest.put(place(tile), hashes);
  }

  /// How many places hold a tile, full or partial.
  public int size() {
    return widest.size();
  }

  private static TileId place(TileId tile) {
    return TileId.full(tile.level(), tile.index());
  }
}
