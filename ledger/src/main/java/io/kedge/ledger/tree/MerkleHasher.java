package io.kedge.ledger.tree;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;

/// The two hashes of RFC 6962 §2.1: a leaf is SHA-256(0x00 ‖ entry), a node SHA-256(0x01 ‖ left ‖
/// right). The prefixes keep an entry from ever being taken for a node.
///
/// The JDK's own SHA-256 is used by name: it is the fastest for 65 bytes. One instance serves one
/// thread; [#ofThread] hands out the current thread's.
public final class MerkleHasher {
  /// Bytes of a hash.
  public static final int SIZE = Digest.SIZE;

  private static final ThreadLocal<MerkleHasher> OF_THREAD =
      ThreadLocal.withInitial(MerkleHasher::new);

  private final MessageDigest sha256 = newSha256();
  private final byte[] node = new byte[1 + 2 * SIZE];

  /// A hasher for one thread.
  public MerkleHasher() {
    node[0] = 1;
  }

  /// The hasher of the current thread.
  public static MerkleHasher ofThread() {
    return OF_THREAD.get();
  }

  /// The hash of an entry.
  public static Digest leaf(Bytes entry) {
    byte[] out = new byte[SIZE];
    ofThread().leaf(entry.unsafeArray(), out, 0);
    return new Digest(Bytes.wrap(out));
  }

  /// The hash of a node with two children.
  public static Digest node(Digest left, Digest right) {
    byte[] out = new byte[SIZE];
    ofThread().node(left.bytes().unsafeArray(), 0, right.bytes().unsafeArray(), 0, out, 0);
    return new Digest(Bytes.wrap(out));
  }

  /// The root over the 256 hashes of a full tile.
  public static Digest rootOf(Bytes fullTile) {
    return new Digest(
        Bytes.wrap(Subtree.root(ofThread(), fullTile.unsafeArray(), 0, TileId.WIDTH)));
  }

  /// The root of the empty tree: SHA-256 of nothing.
  public static Digest emptyRoot() {
    return Digest.of();
  }

  /// Writes the hash of an entry to `out` from `at` on.
  void leaf(byte[] entry, byte[] out, int at) {
    sha256.update((byte) 0);
    sha256.update(entry);
    digest(out, at);
  }

  /// Writes the hash of a node to `out` from `at` on; `out` may be one of the children.
  void node(byte[] left, int leftAt, byte[] right, int rightAt, byte[] out, int at) {
    System.arraycopy(left, leftAt, node, 1, SIZE);
    System.arraycopy(right, rightAt, node, 1 + SIZE, SIZE);
    sha256.update(node);
    digest(out, at);
  }

  private void digest(byte[] out, int at) {
    try {
      sha256.digest(out, at, SIZE);
    } catch (DigestException e) {
      throw new IllegalStateException("no room for a hash at " + at, e);
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256", "SUN");
    } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
