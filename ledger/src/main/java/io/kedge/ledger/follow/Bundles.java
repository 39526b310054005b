package io.kedge.ledger.follow;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.tree.EntryBundle;
import io.kedge.ledger.tree.MerkleHasher;
import io.kedge.ledger.tree.TileId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The entry bundles of a checkpoint in order, a few of them fetched ahead, each compared with the
/// signed root before anybody sees it.
final class Bundles implements AutoCloseable {
  private static final int AHEAD = 4;

  private final Source source;
  private final AuthenticTiles tiles;
  private final long size;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ArrayDeque<Future<List<Bytes>>> ahead = new ArrayDeque<>();
  private long next;

  /// The bundles of a checkpoint's tree.
  ///
  /// @param size of the tree
  /// @param first the first bundle
  Bundles(Source source, AuthenticTiles tiles, long size, long first) {
    this.source = source;
    this.tiles = tiles;
    this.size = size;
    this.next = first;
    fill();
  }

  private void fill() {
    while (ahead.size() < AHEAD && next * TileId.WIDTH < size) {
      long index = next++;
      ahead.add(threads.submit(() -> fetch(index)));
    }
  }

  /// True where the next bundle can be taken without waiting.
  boolean isReady() {
    return !ahead.isEmpty() && ahead.getFirst().isDone();
  }

  /// The next bundle; empty after the last.
  Optional<List<Bytes>> next() throws SourceFailure, FollowStopped, InterruptedException {
    if (ahead.isEmpty()) {
      return Optional.empty();
    }
    try {
      List<Bytes> entries = ahead.removeFirst().get();
      fill();
      return Optional.of(entries);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case SourceFailure failure -> throw failure;
        case FollowStopped stopped -> throw stopped;
        case RuntimeException failed -> throw failed;
        case null, default -> throw new IllegalStateException("cannot fetch a bundle", e);
      }
    }
  }

  private List<Bytes> fetch(long index) throws SourceFailure, FollowStopped {
    int width = (int) Math.min(TileId.WIDTH, size - index * TileId.WIDTH);
    String path = EntryBundle.path(index, width);
    Bytes bundle;
    try {
      bundle = source.get(path, width * (2 + EntryBundle.ENTRY_BYTES_MAX));
    } catch (SourceFailure e) {
      if (e.kind() == SourceFailure.Kind.TOO_LARGE) {
        throw new FollowStopped(StopReason.BUNDLE_TOO_LARGE, path);
      }
      throw e;
    }
    List<Bytes> entries =
        EntryBundle.decode(bundle, width)
            .orElseThrow(
                () ->
                    new FollowStopped(
                        StopReason.BUNDLE_MALFORMED,
                        path
                            + " of "
                            + bundle.size()
                            + " bytes has not just "
                            + width
                            + " entries"));
    compare(new TileId(0, index, width), entries);
    return entries;
  }

  private void compare(TileId tile, List<Bytes> entries) throws SourceFailure, FollowStopped {
    byte[] hashes = new byte[tile.width() * MerkleHasher.SIZE];
    for (int i = 0; i < entries.size(); i++) {
      Digest leaf = MerkleHasher.leaf(entries.get(i));
      System.arraycopy(
          leaf.bytes().unsafeArray(), 0, hashes, i * MerkleHasher.SIZE, MerkleHasher.SIZE);
    }
    Bytes made = Bytes.wrap(hashes);
    boolean same =
        tile.isFull()
            ? MerkleHasher.rootOf(made).equals(tiles.rootOf(tile))
            : made.equals(tiles.authentic(tile));
    if (!same) {
      throw new FollowStopped(
          StopReason.ENTRY_NOT_IN_ROOT, "entry " + firstOther(tile, made) + " is another one");
    }
  }

  private long firstOther(TileId tile, Bytes made) throws SourceFailure, FollowStopped {
    Bytes signed = tiles.authentic(tile);
    int at = 0;
    while (at < tile.width() - 1 && hash(made, at).equals(hash(signed, at))) {
      at++;
    }
    return tile.index() * TileId.WIDTH + at;
  }

  private static Bytes hash(Bytes hashes, int at) {
    return hashes.slice(at * MerkleHasher.SIZE, (at + 1) * MerkleHasher.SIZE);
  }

  /// Fetches nothing any more.
  @Override
  public void close() {
    ahead.forEach(future -> future.cancel(true));
    threads.shutdownNow();
  }
}
