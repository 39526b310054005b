package io.kedge.ledger.tree;

import io.kedge.kernel.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Checks that the tiles of a tree fit each other: every full tile hashes to its place in the level
/// above. Together with the root and the leaf hashes, checked by the caller, nothing is left open.
public final class TileAudit {
  private TileAudit() {}

  /// Something wrong with one tile.
  ///
  /// @param tile which
  /// @param what what is wrong with it
  public record Fault(TileId tile, What what) {}

  /// What can be wrong with a tile.
  public enum What {
    /// The store has none at this place that is wide enough.
    MISSING,
    /// It does not hash to its parent: it or its parent is wrong.
    DOES_NOT_FIT_PARENT
  }

  /// Every fault of the tiles of a tree, level by level.
  ///
  /// @param store where the tiles are
  /// @param size leaves of the tree
  public static List<Fault> faults(TileStore store, long size) {
    List<Fault> faults = new ArrayList<>();
    MerkleHasher hasher = new MerkleHasher();
    for (int level = 0; level < TileId.LEVELS; level++) {
      long hashes = size >>> (8 * level);
      for (long index = 0; index < hashes / TileId.WIDTH; index++) {
        fault(hasher, store, TileId.full(level, index), size).ifPresent(faults::add);
      }
      int rest = (int) (hashes % TileId.WIDTH);
      if (rest > 0) {
        TileId partial = new TileId(level, hashes / TileId.WIDTH, rest);
        if (store.read(partial).isEmpty()) {
          faults.add(new Fault(partial, What.MISSING));
        }
      }
    }
    return faults;
  }

  private static Optional<Fault> fault(
      MerkleHasher hasher, TileStore store, TileId tile, long size) {
    Optional<Bytes> hashes = store.read(tile);
    if (hashes.isEmpty()) {
      return Optional.of(new Fault(tile, What.MISSING));
    }
    long parents = size >>> (8 * (tile.level() + 1));
    long parentIndex = tile.index() / TileId.WIDTH;
    int at = (int) (tile.index() % TileId.WIDTH) * MerkleHasher.SIZE;
    int width = (int) Math.min(TileId.WIDTH, parents - parentIndex * TileId.WIDTH);
    Optional<Bytes> parent = store.read(new TileId(tile.level() + 1, parentIndex, width));
    if (parent.isEmpty()) {
      return Optional.empty();
    }
    byte[] root = Subtree.root(hasher, hashes.get().unsafeArray(), 0, TileId.WIDTH);
    boolean fits =
        Arrays.equals(root, 0, root.length, parent.get().unsafeArray(), at, at + MerkleHasher.SIZE);
    return fits ? Optional.empty() : Optional.of(new Fault(tile, What.DOES_NOT_FIT_PARENT));
  }
}
