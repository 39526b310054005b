package io.kedge.ledger.fsck;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.tree.TileId;
import io.kedge.ledger.tree.TileStore;
import java.util.Optional;

/// Tiles made anew, and where there are none because their entries are not here, the stored ones.
/// Who reads them compares what comes out with a root from elsewhere.
record TileUnion(TileStore made, TileStore stored) implements TileStore {
  @Override
  public Optional<Bytes> read(TileId tile) {
    Optional<Bytes> own = made.read(tile);
    return own.isPresent() ? own : stored.read(tile);
  }

  @Override
  public void write(TileId tile, Bytes hashes) {
    made.write(tile, hashes);
  }
}
