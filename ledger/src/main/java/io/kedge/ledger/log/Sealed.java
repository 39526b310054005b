package io.kedge.ledger.log;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.Arrays;

/// A block of bytes whose last 32 are the SHA-256 of those before them.
final class Sealed {
  private Sealed() {}

  /// Writes the digest into the last bytes of the given array, and answers it.
  static byte[] close(byte[] block) {
    var digest = computed(block).bytes().unsafeArray();
    System.arraycopy(digest, 0, block, block.length - Digest.SIZE, Digest.SIZE);
    return block;
  }

  static boolean isWhole(byte[] block) {
    return computed(block).equals(digest(block));
  }

  /// The digest that a closed block carries.
  static Digest digest(byte[] block) {
    return new Digest(
        Bytes.wrap(Arrays.copyOfRange(block, block.length - Digest.SIZE, block.length)));
  }

  /// Whether two blocks are the same but for their digests.
  static boolean sameContent(byte[] one, byte[] other) {
    int end = one.length - Digest.SIZE;
    return Arrays.equals(one, 0, end, other, 0, end);
  }

  private static Digest computed(byte[] block) {
    return Digest.of(Bytes.wrap(Arrays.copyOf(block, block.length - Digest.SIZE)));
  }
}
