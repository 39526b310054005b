package io.kedge.ledger.snapshot;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import io.kedge.ledger.tree.MerkleHasher;
import io.kedge.ledger.tree.MissingTileException;
import io.kedge.ledger.tree.TileId;
import io.kedge.ledger.tree.TileStore;
import java.util.ArrayList;
import java.util.List;

/// The open tiles at the right edge of a tree: enough to go on appending.
///
/// @param tiles one for each level that has an open tile, from level 0 up
record EdgeTiles(List<Tile> tiles) {
  static final String FILE = "edge";

  private static final String TAG = "kedge.snapshot.edge";

  record Tile(TileId id, Bytes hashes) {}

  /// Reads them from all tiles.
  static EdgeTiles of(TileStore store, long size) {
    var tiles = new ArrayList<Tile>();
    for (int level = 0; level < TileId.LEVELS; level++) {
      long hashes = size >>> (8 * level);
      int width = (int) (hashes % TileId.WIDTH);
      if (width > 0) {
        var id = new TileId(level, hashes / TileId.WIDTH, width);
        Bytes stored = store.read(id).orElseThrow(() -> new MissingTileException(id));
        tiles.add(new Tile(id, stored.slice(0, width * MerkleHasher.SIZE)));
      }
    }
    return new EdgeTiles(tiles);
  }

  Bytes encoded() {
    return new Wire(TAG, 1)
        .list(
            tiles,
            (out, tile) ->
                out.u8(tile.id().level())
                    .i64(tile.id().index())
                    .u32(tile.id().width())
                    .bytes(tile.hashes()))
        .bytes();
  }

  static EdgeTiles decode(Bytes content) {
    var in = new WireReader(content, TAG).expectVersion(1);
    var tiles =
        in.list(tile -> new Tile(new TileId(tile.u8(), tile.i64(), tile.u32()), tile.bytes()));
    in.end();
    return new EdgeTiles(tiles);
  }

  void writeTo(TileStore store) {
    tiles.forEach(tile -> store.write(tile.id(), tile.hashes()));
  }
}
