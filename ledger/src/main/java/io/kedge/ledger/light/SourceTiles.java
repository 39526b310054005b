package io.kedge.ledger.light;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.tree.MerkleHasher;
import io.kedge.ledger.tree.TileId;
import io.kedge.ledger.tree.TileStore;
import java.io.UncheckedIOException;
import java.util.Optional;

/// The tiles of a source, for reading. A partial tile that is not there any more is looked for as
/// the full one that replaced it (C2SP tlog-tiles).
///
/// @param source where they are read from
record SourceTiles(LogSource source) implements TileStore {
  @Override
  public Optional<Bytes> read(TileId tile) {
    Optional<Bytes> exact = fetch(tile);
    return exact.isPresent() || tile.isFull()
        ? exact
        : fetch(TileId.full(tile.level(), tile.index()));
  }

  /// A tile of another length than its name says is none.
  private Optional<Bytes> fetch(TileId tile) {
    int bytes = tile.width() * MerkleHasher.SIZE;
    try {
      return source.read(tile.path(), bytes).filter(hashes -> hashes.size() == bytes);
    } catch (SourceFailed e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(TileId tile, Bytes hashes) {
    throw new UnsupportedOperationException("a light client makes no tiles");
  }
}
