package io.kedge.ledger.publish;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockEntry;
import io.kedge.ledger.log.Head;
import io.kedge.ledger.node.BlockLog;
import io.kedge.ledger.node.NodeFault;
import io.kedge.ledger.node.TileFiles;
import io.kedge.ledger.tree.EntryBundle;
import io.kedge.ledger.tree.MemoryTileStore;
import io.kedge.ledger.tree.MerkleHasher;
import io.kedge.ledger.tree.TileId;
import io.kedge.ledger.tree.TileStore;
import io.kedge.ledger.tree.TreeAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// The tree over a log that somebody else may be writing: grows with the blocks that are read, and
/// gives tiles and entries of any size it has had.
///
/// A node writes its tiles late, so they serve only as a beginning; what is newer is made from the
/// entries. Hashes of leaves are always made from the entries, unless the full tile on the disk
/// fits its parent. One thread at a time calls [#extend]; any may read.
final class PublishedTree implements TileStore {
  private static final int KNOWN_PLACES_MAX = 10_000;

  private final BlockLog blocks;
  private final TileFiles stored;
  private volatile MemoryTileStore made = new MemoryTileStore();
  private final ConcurrentSkipListMap<Long, Long> blockOfEntry = new ConcurrentSkipListMap<>();
  private TreeAppender tree = new TreeAppender();
  private volatile long size;
  private volatile long height;

  PublishedTree(BlockLog blocks, TileFiles stored) {
    this.blocks = blocks;
    this.stored = stored;
  }

  /// Takes up the tiles on the disk, if with the entries after them they have the root in the head;
  /// else makes everything from the entries. A log whose beginning is not here has the tiles of the
  /// edge where it begins.
  ///
  /// @throws NodeFault BEGINNING_MISSING where neither can be done
  void begin(Head head) throws IOException {
    long first = blocks.firstWhole();
    long base = first == 1 ? 0 : blocks.header(first - 1).treeSize();
    long full = fullTilesStored(base / TileId.WIDTH, head.treeSize()) * TileId.WIDTH;
    if (full > base && begins(head, full, new Edge(true))) {
      return;
    }
    if (full > base && begins(head, full, new Edge(false))) {
      return;
    }
    if (begins(head, base, new Edge(false))) {
      return;
    }
    throw new NodeFault(
        NodeFault.Kind.BEGINNING_MISSING, "the tree before entry " + base + " cannot be made");
  }

  /// Tries to begin with the tree of a size whose right edge is in a store.
  private boolean begins(Head head, long size, TileStore edge) throws IOException {
    made = new MemoryTileStore();
    try {
      tree = TreeAppender.open(edge, size);
      height = 0;
      this.size = 0;
      if (size < head.treeSize()) {
        extend(heightOf(size), size);
      }
      height = blocks.height();
      this.size = tree.size();
      return tree.size() == head.treeSize() && tree.root().equals(head.root());
    } catch (RuntimeException e) {
      return false; // Tiles are missing or cut: they are derived.
    }
  }

  private long fullTilesStored(long from, long treeSize) throws IOException {
    long low = from;
    long high = treeSize / TileId.WIDTH;
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (stored.isStored(TileId.full(0, middle - 1))) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /// Takes in the blocks that are new in the log.
  void extend() throws IOException {
    extend(height + 1, 0);
  }

  private void extend(long first, long entryMin) throws IOException {
    blocks.forEach(
        first,
        blocks.height(),
        block -> {
          long index = block.header().firstLeaf();
          for (Bytes entry : entries(block)) {
            if (index++ >= entryMin) {
              tree.appendEntry(entry);
            }
          }
          tree.flush(new WithoutLeaves());
          height = block.number();
          size = tree.size();
        });
  }

  /// Entries of the tree.
  long size() {
    return size;
  }

  /// Blocks in it.
  long height() {
    return height;
  }

  /// The root of all of it.
  Digest root() {
    return tree.root();
  }

  @Override
  public Optional<Bytes> read(TileId tile) {
    long hashes = size >>> (8 * tile.level());
    if (tile.index() * TileId.WIDTH + tile.width() > hashes) {
      return Optional.empty();
    }
    Optional<Bytes> proven = proven(tile);
    return proven.isPresent() ? proven : madeAgain(tile);
  }

  /// A tile that was made here, or one of the disk whose hash is the one in the tile above it, up
  /// to the right edge, which was compared with the head.
  private Optional<Bytes> proven(TileId tile) {
    Optional<Bytes> recent = made.read(tile);
    if (recent.isPresent() || !tile.isFull() || tile.level() == TileId.LEVELS - 1) {
      return recent;
    }
    return stored.read(tile).filter(found -> fitsParent(tile, found));
  }

  private boolean fitsParent(TileId tile, Bytes hashes) {
    int at = (int) (tile.index() % TileId.WIDTH);
    long above = size >>> (8 * (tile.level() + 1));
    long index = tile.index() / TileId.WIDTH;
    int width = (int) Math.min(TileId.WIDTH, above - index * TileId.WIDTH);
    Optional<Bytes> parent = proven(new TileId(tile.level() + 1, index, width));
    int from = at * MerkleHasher.SIZE;
    return hashes.size() == TileId.WIDTH * MerkleHasher.SIZE
        && parent.isPresent()
        && MerkleHasher.rootOf(hashes)
            .bytes()
            .equals(parent.get().slice(from, from + MerkleHasher.SIZE));
  }

  /// A tile from what is below it: entries, or the full tiles one level down.
  private Optional<Bytes> madeAgain(TileId tile) {
    if (tile.level() == 0) {
      return leafHashes(tile);
    }
    byte[] hashes = new byte[tile.width() * MerkleHasher.SIZE];
    for (int i = 0; i < tile.width(); i++) {
      TileId child = TileId.full(tile.level() - 1, tile.index() * TileId.WIDTH + i);
      Optional<Bytes> below = proven(child).or(() -> madeAgain(child));
      if (below.isEmpty()) {
        return Optional.empty();
      }
      byte[] root = MerkleHasher.rootOf(below.get()).bytes().unsafeArray();
      System.arraycopy(root, 0, hashes, i * MerkleHasher.SIZE, MerkleHasher.SIZE);
    }
    return Optional.of(Bytes.wrap(hashes));
  }

  /// Hashes of leaves from the entries; where some of these are not here, from the disk.
  private Optional<Bytes> leafHashes(TileId tile) {
    Optional<List<Bytes>> entries = entries(tile);
    if (entries.isEmpty()) {
      return stored.read(tile);
    }
    byte[] hashes = new byte[tile.width() * MerkleHasher.SIZE];
    int at = 0;
    for (Bytes entry : entries.get()) {
      Digest hash = MerkleHasher.leaf(entry);
      System.arraycopy(hash.bytes().unsafeArray(), 0, hashes, at, MerkleHasher.SIZE);
      at += MerkleHasher.SIZE;
    }
    return Optional.of(Bytes.wrap(hashes));
  }

  @Override
  public void write(TileId tile, Bytes hashes) {
    throw new UnsupportedOperationException("a published tree is read");
  }

  /// The entries under a tile of level 0; empty where the tree does not have all of them, or they
  /// were pruned.
  Optional<Bytes> bundle(TileId tile) {
    return tile.index() * TileId.WIDTH + tile.width() > size
        ? Optional.empty()
        : entries(tile).map(EntryBundle::encode);
  }

  private Optional<List<Bytes>> entries(TileId tile) {
    long first = tile.index() * TileId.WIDTH;
    long end = first + tile.width();
    var found = new ArrayList<Bytes>(tile.width());
    try {
      if (isGone(first)) {
        return Optional.empty();
      }
      long index = first;
      for (long at = heightOf(first); index < end; at++) {
        Block block = blocks.read(at);
        List<Bytes> entries = entries(block);
        int from = (int) (index - block.header().firstLeaf());
        int to = (int) Math.min(entries.size(), end - block.header().firstLeaf());
        found.addAll(entries.subList(from, to));
        index += to - from;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(found);
  }

  /// True where an entry was pruned, or is of before this log began.
  boolean isGone(long entry) throws IOException {
    long first = blocks.firstWhole();
    return first > 1
        && (first > blocks.height() || entry < blocks.read(first).header().firstLeaf());
  }

  /// One entry, below [#size].
  Bytes entry(long index) {
    try {
      Block block = blocks.read(heightOf(index));
      return entries(block).get((int) (index - block.header().firstLeaf()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The block an entry is in, by halving between the places that are known.
  private long heightOf(long entry) throws IOException {
    Map.Entry<Long, Long> below = blockOfEntry.floorEntry(entry);
    Map.Entry<Long, Long> above = blockOfEntry.higherEntry(entry);
    long low = below == null ? blocks.firstWhole() : below.getValue();
    long high = above == null ? blocks.height() : above.getValue();
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      long first = blocks.read(middle).header().firstLeaf();
      remember(first, middle);
      if (first <= entry) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    remember(blocks.read(low).header().firstLeaf(), low);
    return low;
  }

  private void remember(long firstEntry, long at) {
    if (blockOfEntry.size() >= KNOWN_PLACES_MAX) {
      blockOfEntry.clear();
    }
    blockOfEntry.put(firstEntry, at);
  }

  static List<Bytes> entries(Block block) {
    var entries = new ArrayList<Bytes>(block.entries().size() + 1);
    for (BlockEntry entry : block.entries()) {
      entries.add(entry.encodedLeaf());
    }
    entries.add(block.header().encoded());
    return entries;
  }

  /// Keeps what is above the leaves: one hash for 256 entries.
  private final class WithoutLeaves implements TileStore {
    @Override
    public Optional<Bytes> read(TileId tile) {
      return made.read(tile);
    }

    @Override
    public void write(TileId tile, Bytes hashes) {
      if (tile.level() > 0) {
        made.write(tile, hashes);
      }
    }
  }

  /// The right edge where the tree is taken up, kept as the first of what is made here.
  private final class Edge implements TileStore {
    private final boolean fromBelow;

    /// @param fromBelow from the full tiles one level down, else from the partial tiles themselves
    Edge(boolean fromBelow) {
      this.fromBelow = fromBelow;
    }

    @Override
    public Optional<Bytes> read(TileId tile) {
      Optional<Bytes> edge = fromBelow ? roots(tile) : stored.read(tile);
      Optional<Bytes> exact = edge.map(hashes -> hashes.slice(0, tile.width() * MerkleHasher.SIZE));
      if (tile.level() > 0) {
        exact.ifPresent(hashes -> made.write(tile, hashes));
      }
      return exact;
    }

    private Optional<Bytes> roots(TileId tile) {
      byte[] hashes = new byte[tile.width() * MerkleHasher.SIZE];
      for (int i = 0; i < tile.width(); i++) {
        Optional<Bytes> below =
            stored.read(TileId.full(tile.level() - 1, tile.index() * TileId.WIDTH + i));
        if (below.isEmpty()) {
          return Optional.empty();
        }
        byte[] root = MerkleHasher.rootOf(below.get()).bytes().unsafeArray();
        System.arraycopy(root, 0, hashes, i * MerkleHasher.SIZE, MerkleHasher.SIZE);
      }
      return Optional.of(Bytes.wrap(hashes));
    }

    @Override
    public void write(TileId tile, Bytes hashes) {
      throw new UnsupportedOperationException("an edge is read");
    }
  }
}
