package io.kedge.ledger.tree;

import io.kedge.kernel.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Up to 256 consecutive entries as C2SP tlog-tiles serves them: each after its length in 16 bits,
/// big-endian. Bundle N holds the entries of the level-0 tile N.
public final class EntryBundle {
  /// The most bytes an entry can have.
  public static final int ENTRY_BYTES_MAX = 0xFFFF;

  private static final String PREFIX = "tile/entries/";

  private EntryBundle() {}

  /// The path of a bundle, for example `tile/entries/x001/x234/067.p/5`.
  ///
  /// @param index the bundle, from 0
  /// @param width how many entries it has, 1 to 256
  public static String path(long index, int width) {
    TileId tile = new TileId(0, index, width);
    return PREFIX + TileId.indexPath(index) + (tile.isFull() ? "" : ".p/" + width);
  }

  /// The bundle a path names, as the level-0 tile it belongs to; empty where the path is not one
  /// that [#path] writes.
  public static Optional<TileId> parse(String path) {
    return path.startsWith(PREFIX)
        ? TileId.parse("tile/0/" + path.substring(PREFIX.length()))
        : Optional.empty();
  }

  /// Writes entries as a bundle.
  ///
  /// @param entries 1 to 256, each of at most 65,535 bytes
  public static Bytes encode(List<Bytes> entries) {
    if (entries.isEmpty() || entries.size() > TileId.WIDTH) {
      throw new IllegalArgumentException("a bundle has 1 to 256 entries, not " + entries.size());
    }
    int length = 0;
    for (Bytes entry : entries) {
      if (entry.size() > ENTRY_BYTES_MAX) {
        throw new IllegalArgumentException("an entry of " + entry.size() + " bytes");
      }
      length += 2 + entry.size();
    }
    byte[] bundle = new byte[length];
    int at = 0;
    for (Bytes entry : entries) {
      bundle[at++] = (byte) (entry.size() >>> 8);
      bundle[at++] = (byte) entry.size();
      System.arraycopy(entry.unsafeArray(), 0, bundle, at, entry.size());
      at += entry.size();
    }
    return Bytes.wrap(bundle);
  }

  /// Reads a bundle; empty where it does not hold exactly `width` entries and nothing else.
  public static Optional<List<Bytes>> decode(Bytes bundle, int width) {
    List<Bytes> entries = new ArrayList<>();
    int at = 0;
    while (at < bundle.size()) {
      if (entries.size() == width || at + 2 > bundle.size()) {
        return Optional.empty();
      }
      int length = (bundle.at(at) & 0xFF) << 8 | (bundle.at(at + 1) & 0xFF);
      at += 2;
      if (at + length > bundle.size()) {
        return Optional.empty();
      }
      entries.add(bundle.slice(at, at + length));
      at += length;
    }
    return entries.size() == width ? Optional.of(List.copyOf(entries)) : Optional.empty();
  }
}
