package io.kedge.ledger.tree;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names one tile of a tree (C2SP tlog-tiles, "Merkle Tree"): 1 to 256 consecutive hashes, each the
/// root of 256^level leaves.
///
/// @param level 0 for leaf hashes, up to 7 (a tree has fewer than 2^63 leaves)
/// @param index the tile within its level, from 0
/// @param width how many hashes it has, 1 to 256; fewer than 256 is a partial tile
public record TileId(int level, long index, int width) {
  /// How many hashes a full tile has.
  public static final int WIDTH = 256;

  /// Levels a tree can have.
  public static final int LEVELS = 8;

  private static final Pattern PATH =
      Pattern.compile("tile/([0-7])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  /// Checks the ranges.
  public TileId {
    if (level < 0 || level >= LEVELS || index < 0 || width < 1 || width > WIDTH) {
      throw new IllegalArgumentException("no tile " + level + "/" + index + " of " + width);
    }
  }

  /// The full tile at a place.
  public static TileId full(int level, long index) {
    return new TileId(level, index, WIDTH);
  }

  /// True for a tile of 256 hashes, whose content never changes.
  public boolean isFull() {
    return width == WIDTH;
  }

  /// The relative path under which it is served, for example `tile/0/x001/x234/067.p/5`.
  public String path() {
    return "tile/" + level + "/" + indexPath(index) + (isFull() ? "" : ".p/" + width);
  }

  /// The tile a path names; empty where the path is not one [#path] writes.
  public static Optional<TileId> parse(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long index = indexOf(matcher.group(2));
    int width = matcher.group(3) == null ? WIDTH : Integer.parseInt(matcher.group(3));
    if (width > WIDTH) {
      return Optional.empty();
    }
    TileId tile = new TileId(Integer.parseInt(matcher.group(1)), index, width);
    return tile.path().equals(path) ? Optional.of(tile) : Optional.empty();
  }

  /// An index in path elements of three digits, all but the last beginning with `x`.
  static String indexPath(long index) {
    String path = threeDigits(index % 1000);
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      path = "x" + threeDigits(rest % 1000) + "/" + path;
    }
    return path;
  }

  static long indexOf(String path) {
    return Long.parseLong(path.replace("x", "").replace("/", ""));
  }

  private static String threeDigits(long value) {
    String digits = Long.toString(value);
    return "0".repeat(3 - digits.length()) + digits;
  }
}
