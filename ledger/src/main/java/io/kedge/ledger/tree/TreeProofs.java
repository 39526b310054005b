package io.kedge.ledger.tree;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Builds roots and proofs of any past size from tiles (RFC 6962 §2.1.1 and §2.1.2). Safe for use
/// by many threads while one writer appends, for sizes whose tiles were flushed.
///
/// Tiles are kept expanded, with the nodes between their hashes, so that a proof from warm tiles
/// hashes no more than the right edge. A log that was cut back needs a new instance.
public final class TreeProofs {
  private static final int TILES_DEFAULT = 512;

  private final TileStore store;
  private final Map<TileId, byte[]> expanded;

  /// Proofs from a store, with up to 512 expanded tiles (8 MiB) kept in memory.
  public TreeProofs(TileStore store) {
    this(store, TILES_DEFAULT);
  }

  /// Proofs from a store.
  ///
  /// @param store where the tiles are
  /// @param tilesMax how many expanded tiles of 16 KiB to keep in memory, at least 1
  public TreeProofs(TileStore store, int tilesMax) {
    if (tilesMax < 1) {
      throw new IllegalArgumentException("at least one tile");
    }
    this.store = store;
    this.expanded =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<TileId, byte[]> eldest) {
            return size() > tilesMax;
          }
        };
  }

  /// The root of the tree of the first `size` leaves.
  ///
  /// @throws MissingTileException where the store lacks a tile
  public Digest root(long size) {
    requireSize(size);
    return size == 0 ? MerkleHasher.emptyRoot() : digest(range(0, size, size));
  }

  /// The root of the tree of the first `size` leaves, read from the tiles of a larger tree.
  ///
  /// @param size from 1, at most `flushed`
  /// @param flushed a size whose tiles were flushed
  /// @throws MissingTileException where the store lacks a tile
  public Digest root(long size, long flushed) {
    if (size < 1 || size > flushed) {
      throw new IllegalArgumentException(size + " is not between 1 and " + flushed);
    }
    return digest(range(0, size, flushed));
  }

  /// The roots of the full subtrees that the first `size` leaves consist of, largest first: enough
  /// to go on appending.
  ///
  /// @throws MissingTileException where the store lacks a tile
  public List<Digest> subtrees(long size) {
    requireSize(size);
    List<Digest> subtrees = new ArrayList<>();
    for (long from = 0; from < size; ) {
      long span = Long.highestOneBit(size - from);
      int height = Long.numberOfTrailingZeros(span);
      subtrees.add(digest(node(height, from >>> height, size)));
      from += span;
    }
    return subtrees;
  }

  /// The hash of one leaf.
  ///
  /// @param index from 0, below `size`
  /// @param size a size whose tiles were flushed
  /// @throws MissingTileException where the store lacks a tile
  public Digest leafHash(long index, long size) {
    requireIndex(index, size);
    return digest(node(0, index, size));
  }

  /// The proof that a leaf is in the tree of a given size.
  ///
  /// @param index the leaf, from 0, below `size`
  /// @param size a size whose tiles were flushed
  /// @throws MissingTileException where the store lacks a tile
  public InclusionProof inclusion(long index, long size) {
    requireIndex(index, size);
    List<Digest> fromRoot = new ArrayList<>();
    long lo = 0;
    long hi = size;
    while (hi - lo > 1) {
      long middle = lo + leftLeaves(hi - lo);
      if (index < middle) {
        fromRoot.add(digest(range(middle, hi, size)));
        hi = middle;
      } else {
        fromRoot.add(digest(range(lo, middle, size)));
        lo = middle;
      }
    }
    return new InclusionProof(index, size, fromRoot.reversed());
  }

  /// The proof that the tree of one size begins with the tree of a smaller or equal one.
  ///
  /// @param first the smaller size, 0 or more
  /// @param second the larger size, whose tiles were flushed
  /// @throws MissingTileException where the store lacks a tile
  public ConsistencyProof consistency(long first, long second) {
    requireSize(second);
    if (first < 0 || first > second) {
      throw new IllegalArgumentException(first + " is not between 0 and " + second);
    }
    List<Digest> fromRoot = new ArrayList<>();
    if (first > 0 && first < second) {
      long lo = 0;
      long hi = second;
      while (first != hi) {
        long middle = lo + leftLeaves(hi - lo);
        if (first <= middle) {
          fromRoot.add(digest(range(middle, hi, second)));
          hi = middle;
        } else {
          fromRoot.add(digest(range(lo, middle, second)));
          lo = middle;
        }
      }
      if (lo > 0) {
        fromRoot.add(digest(range(lo, hi, second)));
      }
    }
    return new ConsistencyProof(first, second, fromRoot.reversed());
  }

  private static void requireSize(long size) {
    if (size < 0) {
      throw new IllegalArgumentException("negative size: " + size);
    }
  }

  private static void requireIndex(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
    }
  }

  /// The largest power of two below `leaves`: how many of them are left of the root.
  private static long leftLeaves(long leaves) {
    return Long.highestOneBit(leaves - 1);
  }

  /// MTH(D[lo:hi]), where lo is a multiple of the power of two at or above hi − lo.
  private byte[] range(long lo, long hi, long size) {
    List<byte[]> subtrees = new ArrayList<>();
    for (long from = lo; from < hi; ) {
      long span = Long.highestOneBit(hi - from);
      int height = Long.numberOfTrailingZeros(span);
      subtrees.add(node(height, from >>> height, size));
      from += span;
    }
    byte[] root = subtrees.removeLast().clone();
    MerkleHasher hasher = MerkleHasher.ofThread();
    for (byte[] left : subtrees.reversed()) {
      hasher.node(left, 0, root, 0, root, 0);
    }
    return root;
  }

  /// The root of the full subtree of 2^height leaves that begins at leaf index × 2^height.
  private byte[] node(int height, long index, long size) {
    int level = height / 8;
    int inner = height % 8;
    long first = index << inner;
    long tileIndex = first / TileId.WIDTH;
    int from = (int) (first % TileId.WIDTH);
    long hashes = size >>> (8 * level);
    int width = (int) Math.min(TileId.WIDTH, hashes - tileIndex * TileId.WIDTH);
    byte[] nodes = expanded(new TileId(level, tileIndex, width));
    return copy(nodes, ExpandedTile.at(inner, from >>> inner));
  }

  /// Lets go of the tiles in memory: some were wrong and have been written again.
  public void forget() {
    synchronized (expanded) {
      expanded.clear();
    }
  }

  private byte[] expanded(TileId tile) {
    synchronized (expanded) {
      byte[] known = expanded.get(tile);
      if (known != null) {
        return known;
      }
    }
    byte[] nodes = ExpandedTile.of(MerkleHasher.ofThread(), read(tile), tile.width());
    synchronized (expanded) {
      expanded.put(tile, nodes);
    }
    return nodes;
  }

  private byte[] read(TileId tile) {
    return store.read(tile).orElseThrow(() -> new MissingTileException(tile)).unsafeArray();
  }

  private static byte[] copy(byte[] from, int at) {
    return Arrays.copyOfRange(from, at, at + MerkleHasher.SIZE);
  }

  private static Digest digest(byte[] hash) {
    return new Digest(Bytes.wrap(hash));
  }
}
