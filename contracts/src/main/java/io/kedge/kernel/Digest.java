package io.kedge.kernel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A SHA-256 digest: 32 bytes.
///
/// @param bytes the 32 bytes
public record Digest(Bytes bytes) implements Comparable<Digest> {
  /// How many bytes a digest has.
  public static final int SIZE = 32;

  /// Thirty-two zero bytes: the previous header of the first block, the root of an empty state.
  public static final Digest ZERO = new Digest(Bytes.wrap(new byte[SIZE]));

  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(Digest::newSha256);

  /// Checks the size.
  public Digest {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + bytes.size());
    }
  }

  /// The SHA-256 digest of the given parts, one after the other.
  public static Digest of(Bytes... parts) {
    MessageDigest sha = SHA_256.get();
    for (Bytes part : parts) {
      sha.update(part.unsafeArray());
    }
    return new Digest(Bytes.wrap(sha.digest()));
  }

  /// The SHA-256 digest of the first bytes of an array.
  static Digest of(byte[] bytes, int length) {
    MessageDigest sha = SHA_256.get();
    sha.update(bytes, 0, length);
    return new Digest(Bytes.wrap(sha.digest()));
  }

  /// The digest written as 64 lower-case hexadecimal digits.
  ///
  /// @throws IllegalArgumentException where the text is anything else
  public static Digest fromHex(String hex) {
    boolean good = hex.length() == 2 * SIZE;
    for (int i = 0; good && i < hex.length(); i++) {
      char c = hex.charAt(i);
      good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    if (!good) {
      throw new IllegalArgumentException("a digest is 64 lower-case hexadecimal digits");
    }
    return new Digest(Bytes.fromHex(hex));
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256", "SUN");
    } catch (NoSuchAlgorithmException | java.security.NoSuchProviderException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Sixty-four lower-case hexadecimal digits.
  public String hex() {
    return bytes.hex();
  }

  @Override
  public int compareTo(Digest other) {
    return bytes.compareTo(other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest digest && bytes.equals(digest.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  @Override
  public String toString() {
    return hex();
  }
}
