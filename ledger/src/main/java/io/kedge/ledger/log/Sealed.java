package io.kedge.ledger.log;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.Arrays;

/// A block of bytes whose last 32 are the SHA-256 of those before them.
final class Sealed {
  private Sealed() {}

  /// Writes the digest into the last bytes of the given array, and answers it.
  static byte[] close(byte[] block) {
    var digest = digest(block).bytes().unsafeArray();
    System.arraycopy(digest, 0, block, block.length - Digest.SIZE, Digest.SIZE);
    return block;
  }

  static boolean isWhole(byte[] block) {
    int end = block.length - Digest.SIZE;
    return Arrays.equals(
        block, end, block.length, digest(block).bytes().unsafeArray(), 0, Digest.SIZE);
  }

  static Digest digest(byte[] block) {
    return Digest.of(Bytes.of(Arrays.copyOf(block, block.length - Digest.SIZE)));
  }
}
