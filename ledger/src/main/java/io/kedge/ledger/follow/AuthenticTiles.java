package io.kedge.ledger.follow;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.tree.MerkleHasher;
import io.kedge.ledger.tree.MissingTileException;
import io.kedge.ledger.tree.TileId;
import io.kedge.ledger.tree.TileStore;
import io.kedge.ledger.tree.TreeProofs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The tiles of one checkpoint from a source that is not trusted: a tile is handed out only once
/// its hash is the one in the tile above it, and the tiles of the right edge only once together
/// they
/// give the signed root. So whatever comes from here is of that checkpoint's tree. Safe for use by
/// many threads.
final class AuthenticTiles implements TileStore {
  private static final int TILE_BYTES = TileId.WIDTH * MerkleHasher.SIZE;
  private static final int TILES_MAX = 1_024;

  private final Source source;
  private final long size;
  private final Map<TileId, Bytes> edge;
  private final Map<TileId, Bytes> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TileId, Bytes> eldest) {
          return size() > TILES_MAX;
        }
      };

  private AuthenticTiles(Source source, long size, Map<TileId, Bytes> edge) {
    this.source = source;
    this.size = size;
    this.edge = edge;
  }

  /// Fetches the right edge of a checkpoint's tree and compares it with the root.
  ///
  /// @throws FollowStopped TILE_WRONG where it does not give the root
  static AuthenticTiles of(Source source, Checkpoint checkpoint)
      throws SourceFailure, FollowStopped {
    long size = checkpoint.size();
    Map<TileId, Bytes> edge = new LinkedHashMap<>();
    for (int level = 0; level < TileId.LEVELS; level++) {
      long hashes = size >>> (8 * level);
      int width = (int) (hashes % TileId.WIDTH);
      if (width > 0) {
        var tile = new TileId(level, hashes / TileId.WIDTH, width);
        edge.put(place(tile), fetch(source, tile));
      }
    }
    var tiles = new AuthenticTiles(source, size, edge);
    Digest root = new TreeProofs(new EdgeOnly(edge)).root(size);
    if (!root.equals(checkpoint.root())) {
      throw new FollowStopped(
          StopReason.TILE_WRONG, "the tiles of " + size + " entries do not give the signed root");
    }
    return tiles;
  }

  private static Bytes fetch(Source source, TileId tile) throws SourceFailure, FollowStopped {
    Bytes hashes = source.get(tile.path(), TILE_BYTES);
    if (hashes.size() != tile.width() * MerkleHasher.SIZE) {
      throw new FollowStopped(
          StopReason.TILE_WRONG, tile.path() + " has " + hashes.size() + " bytes");
    }
    return hashes;
  }

  private static TileId place(TileId tile) {
    return TileId.full(tile.level(), tile.index());
  }

  /// Thrown through [TreeProofs], which knows no sources.
  private static final class Undeclared extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undeclared(Exception cause) {
      super(cause);
    }
  }

  /// Something made of tiles.
  @FunctionalInterface
  interface Made<T> {
    T of(TreeProofs proofs);
  }

  /// Makes a root or a proof of these tiles.
  <T> T make(Made<T> made) throws SourceFailure, FollowStopped {
    try {
      return made.of(new TreeProofs(this));
    } catch (Undeclared e) {
      throw rethrown(e);
    } catch (MissingTileException e) {
      throw new FollowStopped(StopReason.TILE_WRONG, String.valueOf(e.getMessage()));
    }
  }

  private static FollowStopped rethrown(Undeclared e) throws SourceFailure {
    return switch (e.getCause()) {
      case SourceFailure failure -> throw failure;
      case FollowStopped stopped -> stopped;
      case null, default -> throw e;
    };
  }

  @Override
  public Optional<Bytes> read(TileId tile) {
    try {
      return Optional.of(authentic(tile));
    } catch (SourceFailure | FollowStopped e) {
      throw new Undeclared(e);
    }
  }

  /// A tile of this tree, proven.
  Bytes authentic(TileId tile) throws SourceFailure, FollowStopped {
    Bytes atEdge = edge.get(place(tile));
    if (atEdge != null) {
      return atEdge;
    }
    TileId full = place(tile);
    synchronized (known) {
      Bytes before = known.get(full);
      if (before != null) {
        return before;
      }
    }
    Bytes hashes = fetch(source, full);
    if (!MerkleHasher.rootOf(hashes).equals(rootOf(full))) {
      throw new FollowStopped(StopReason.TILE_WRONG, full.path() + " is not of the signed root");
    }
    synchronized (known) {
      known.put(full, hashes);
    }
    return hashes;
  }

  /// The root of a full tile, as the tile above it names it.
  Digest rootOf(TileId full) throws SourceFailure, FollowStopped {
    long parents = full.level() == TileId.LEVELS - 1 ? 0 : size >>> (8 * (full.level() + 1));
    long index = full.index() / TileId.WIDTH;
    int at = (int) (full.index() % TileId.WIDTH);
    if (full.index() >= parents) {
      throw new FollowStopped(StopReason.TILE_WRONG, full.path() + " is outside the tree");
    }
    int width = (int) Math.min(TileId.WIDTH, parents - index * TileId.WIDTH);
    Bytes parent = authentic(new TileId(full.level() + 1, index, width));
    return new Digest(parent.slice(at * MerkleHasher.SIZE, (at + 1) * MerkleHasher.SIZE));
  }

  @Override
  public void write(TileId tile, Bytes hashes) {
    throw new UnsupportedOperationException("tiles of a source are read");
  }

  /// The right edge, before it is trusted.
  private record EdgeOnly(Map<TileId, Bytes> edge) implements TileStore {
    @Override
    public Optional<Bytes> read(TileId tile) {
      return Optional.ofNullable(edge.get(place(tile)));
    }

    @Override
    public void write(TileId tile, Bytes hashes) {
      throw new UnsupportedOperationException("an edge is read");
    }
  }
}
