package io.kedge.ledger.tree;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Grows a tree leaf by leaf. Each leaf costs one node hash on average; the root costs at most one
/// more per level, however large the tree is.
///
/// It keeps the *frontier* (the roots of the full subtrees that the size's binary digits name) and
/// the open tile of each level. Tiles reach the store only by [#flush]; until then they wait in
/// memory, so that the log can be made durable first. Not safe for use by several threads.
public final class TreeAppender {
  private final MerkleHasher hasher = new MerkleHasher();
  private final byte[][] frontier = new byte[Long.SIZE][];
  private final OpenTile[] levels = new OpenTile[TileId.LEVELS];
  private final List<FullTile> completed = new ArrayList<>();
  private final byte[] rising = new byte[MerkleHasher.SIZE];
  private long size;

  /// A tree without leaves.
  public TreeAppender() {
    for (int level = 0; level < levels.length; level++) {
      levels[level] = new OpenTile(level);
    }
  }

  /// The tree of a given size, read from the right edge of its tiles. The caller compares [#root]
  /// with what it knows from elsewhere: tiles are not trusted.
  ///
  /// @throws MissingTileException where the store lacks one of at most eight tiles
  public static TreeAppender open(TileStore store, long size) {
    if (size < 0) {
      throw new IllegalArgumentException("negative size: " + size);
    }
    TreeAppender tree = new TreeAppender();
    tree.size = size;
    for (OpenTile level : tree.levels) {
      long hashes = size >>> (8 * level.level);
      level.resume(store, hashes);
      tree.resumeFrontier(level, (int) (hashes % TileId.WIDTH));
    }
    return tree;
  }

  /// How many leaves the tree has.
  public long size() {
    return size;
  }

  /// Adds a leaf by its hash (RFC 6962; see [MerkleHasher#leaf]).
  public void append(Digest leafHash) {
    System.arraycopy(leafHash.bytes().unsafeArray(), 0, rising, 0, MerkleHasher.SIZE);
    appendRising();
  }

  /// Adds a leaf by the entry itself.
  ///
  /// @return the entry's leaf hash
  public Digest appendEntry(Bytes entry) {
    byte[] leafHash = new byte[MerkleHasher.SIZE];
    hasher.leaf(entry.unsafeArray(), leafHash, 0);
    System.arraycopy(leafHash, 0, rising, 0, MerkleHasher.SIZE);
    appendRising();
    return new Digest(Bytes.wrap(leafHash));
  }

  /// The root of the tree as it is now; of an empty tree, SHA-256 of nothing.
  public Digest root() {
    byte[] root = new byte[MerkleHasher.SIZE];
    boolean begun = false;
    for (int height = 0; height < Long.SIZE; height++) {
      if (((size >>> height) & 1) == 0) {
        continue;
      }
      if (begun) {
        hasher.node(frontier[height], 0, root, 0, root, 0);
      } else {
        System.arraycopy(frontier[height], 0, root, 0, MerkleHasher.SIZE);
        begun = true;
      }
    }
    return begun ? new Digest(Bytes.wrap(root)) : MerkleHasher.emptyRoot();
  }

  /// Hands every tile that changed since the last flush to the store: each completed tile once, and
  /// per level at most one partial tile.
  public void flush(TileStore store) {
    for (FullTile tile : completed) {
      store.write(tile.id, tile.hashes);
    }
    completed.clear();
    for (OpenTile level : levels) {
      level.flush(store);
    }
  }

  private void appendRising() {
    if (size == Long.MAX_VALUE) {
      throw new IllegalStateException("the tree is full");
    }
    put(0);
    int height = 0;
    for (long rest = size; (rest & 1) == 1; rest >>>= 1) {
      hasher.node(frontier[height], 0, rising, 0, rising, 0);
      height++;
      if (height % 8 == 0) {
        put(height / 8);
      }
    }
    setFrontier(height, rising);
    size++;
  }

  private void put(int level) {
    FullTile full = levels[level].put(rising);
    if (full != null) {
      completed.add(full);
    }
  }

  private void setFrontier(int height, byte[] hash) {
    if (frontier[height] == null) {
      frontier[height] = new byte[MerkleHasher.SIZE];
    }
    System.arraycopy(hash, 0, frontier[height], 0, MerkleHasher.SIZE);
  }

  private void resumeFrontier(OpenTile level, int width) {
    int from = 0;
    for (int inner = 7; inner >= 0; inner--) {
      int span = 1 << inner;
      if ((width & span) != 0) {
        setFrontier(8 * level.level + inner, Subtree.root(hasher, level.hashes, from, span));
        from += span;
      }
    }
  }

  private record FullTile(TileId id, Bytes hashes) {}

  /// The tile of one level that is not full yet.
  private static final class OpenTile {
    private final int level;
    private byte[] hashes = new byte[0];
    private long index;
    private int width;
    private int flushedWidth;

    OpenTile(int level) {
      this.level = level;
    }

    /// Adds a hash; answers the tile if that filled it.
    @org.jspecify.annotations.Nullable
    FullTile put(byte[] hash) {
      if (hashes.length == 0) {
        hashes = new byte[TileId.WIDTH * MerkleHasher.SIZE];
      }
      System.arraycopy(hash, 0, hashes, width * MerkleHasher.SIZE, MerkleHasher.SIZE);
      width++;
      if (width < TileId.WIDTH) {
        return null;
      }
      FullTile full = new FullTile(TileId.full(level, index), Bytes.wrap(hashes));
      hashes = new byte[TileId.WIDTH * MerkleHasher.SIZE];
      index++;
      width = 0;
      flushedWidth = 0;
      return full;
    }

    void flush(TileStore store) {
      if (width > flushedWidth) {
        store.write(
            new TileId(level, index, width),
            Bytes.wrap(Arrays.copyOf(hashes, width * MerkleHasher.SIZE)));
        flushedWidth = width;
      }
    }

    void resume(TileStore store, long hashesInLevel) {
      index = hashesInLevel / TileId.WIDTH;
      width = (int) (hashesInLevel % TileId.WIDTH);
      flushedWidth = width;
      if (width > 0) {
        TileId tile = new TileId(level, index, width);
        Bytes stored = store.read(tile).orElseThrow(() -> new MissingTileException(tile));
        hashes = new byte[TileId.WIDTH * MerkleHasher.SIZE];
        System.arraycopy(stored.unsafeArray(), 0, hashes, 0, width * MerkleHasher.SIZE);
      }
    }
  }
}
