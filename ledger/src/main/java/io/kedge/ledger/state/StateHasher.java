package io.kedge.ledger.state;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;

/// The hashes of the state tree: a leaf is SHA-256(0x00 ‖ SHA-256(key) ‖ SHA-256(value)), a node
/// SHA-256(0x01 ‖ left ‖ right), an empty subtree 32 zero bytes. One instance serves one thread.
final class StateHasher {
  static final int SIZE = Digest.SIZE;

  /// The hash of a subtree without entries. Never written to.
  static final byte[] EMPTY = new byte[SIZE];

  private final MessageDigest sha256 = newSha256();
  private final byte[] message = new byte[1 + 2 * SIZE];

  byte[] key(Key key) {
    return sha256.digest(key.value().getBytes(StandardCharsets.UTF_8));
  }

  byte[] value(Bytes value) {
    return sha256.digest(value.unsafeArray());
  }

  byte[] leaf(byte[] keyHash, byte[] valueHash) {
    return hash((byte) 0, keyHash, valueHash);
  }

  byte[] node(byte[] left, byte[] right) {
    return hash((byte) 1, left, right);
  }

  private byte[] hash(byte prefix, byte[] left, byte[] right) {
    message[0] = prefix;
    System.arraycopy(left, 0, message, 1, SIZE);
    System.arraycopy(right, 0, message, 1 + SIZE, SIZE);
    sha256.update(message);
    byte[] out = new byte[SIZE];
    try {
      sha256.digest(out, 0, SIZE);
    } catch (DigestException e) {
      throw new IllegalStateException("no room for a hash", e);
    }
    return out;
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256", "SUN");
    } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
