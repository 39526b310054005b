package io.kedge.ledger.tree;

import io.kedge.kernel.Bytes;
import java.util.Optional;

/// Where tiles are kept. Tiles are derived data: a store may lose them, and the ledger writes them
/// again from its entries.
///
/// A store never has to keep several partial tiles of one place: a wider tile begins with every
/// narrower one.
public interface TileStore {
  /// The hashes of a tile, or of a wider one at the same place; empty where there is none as wide.
  ///
  /// @return at least `width` × 32 bytes
  Optional<Bytes> read(TileId tile);

  /// Keeps a tile. A wider tile replaces the narrower ones of its place; a narrower one is written
  /// only after a recovery that cut the log, and then replaces the wider.
  ///
  /// @param tile which
  /// @param hashes its `width` × 32 bytes
  void write(TileId tile, Bytes hashes);
}
