package io.kedge.ledger.state;

import io.kedge.kernel.Bytes;

/// Names of stored pages: the depth in nibbles as one byte, then that many nibbles of the path,
/// the last one padded with a zero. Pages near the root come first.
final class PagePath {
  static final Bytes ROOT = Bytes.of((byte) 0);

  private PagePath() {}

  /// The page at a depth on the way to an entry.
  static Bytes of(byte[] keyHash, int depth) {
    byte[] path = new byte[1 + (depth + 1) / 2];
    path[0] = (byte) depth;
    System.arraycopy(keyHash, 0, path, 1, path.length - 1);
    if ((depth & 1) == 1) {
      path[path.length - 1] &= (byte) 0xF0;
    }
    return Bytes.wrap(path);
  }

  static int nibble(byte[] keyHash, int depth) {
    int both = keyHash[depth >>> 1];
    return ((depth & 1) == 0 ? both >>> 4 : both) & 15;
  }

  static void setNibble(byte[] path, int depth, int value) {
    int at = depth >>> 1;
    int both = path[at] & 0xFF;
    path[at] = (byte) ((depth & 1) == 0 ? (both & 15) | value << 4 : (both & 0xF0) | value);
  }
}
