package io.kedge.ledger.state;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.util.Optional;

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
    byte[] both = new byte[2 * SIZE];
    System.arraycopy(left, 0, both, 0, SIZE);
    System.arraycopy(right, 0, both, SIZE, SIZE);
    byte[] out = new byte[SIZE];
    hash(prefix, both, 0, out, 0);
    return out;
  }

  /// The hash of an entry of the state.
  ///
  /// @param keyAndValue the hash of its key, then that of its value
  void leaf(byte[] keyAndValue, byte[] out, int at) {
    hash((byte) 0, keyAndValue, 0, out, at);
  }

  /// The hash of a node whose children's hashes lie side by side.
  void node(byte[] children, int from, byte[] out, int at) {
    hash((byte) 1, children, from, out, at);
  }

  private void hash(byte prefix, byte[] both, int from, byte[] out, int at) {
    message[0] = prefix;
    System.arraycopy(both, from, message, 1, 2 * SIZE);
    sha256.update(message);
    digest(out, at);
  }

  /// What the tree has of an entry: the hash of its key, then that of its value, or zeros.
  byte[] entry(Key key, Optional<Bytes> value) {
    byte[] entry = new byte[2 * SIZE];
    sha256.update(key.value().getBytes(StandardCharsets.UTF_8));
    digest(entry, 0);
    if (value.isPresent()) {
      sha256.update(value.get().unsafeArray());
      digest(entry, SIZE);
    }
    return entry;
  }

  private void digest(byte[] out, int at) {
    try {
      sha256.digest(out, at, SIZE);
    } catch (DigestException e) {
      throw new IllegalStateException("no room for a hash", e);
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
