package io.kedge.ledger.tree;

/// Thrown where a tile is needed that the store does not have. The cure is to rebuild the tiles
/// from the ledger's entries.
public final class MissingTileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Names the tile.
  public MissingTileException(TileId tile) {
    super("no " + tile.path() + ": rebuild the tiles from the entries");
  }
}
