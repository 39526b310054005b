package io.kedge.ledger.log;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The first 4 KiB of a segment's file: magic, version, ledger id, the segment's number, the index
/// of its first record, zeros, and the SHA-256 of all that.
record SegmentHeader(Digest ledgerId, int number, long firstIndex) {
  static final int BYTES = 4096;
  static final String DIRECTORY = "log";

  private static final int MAGIC = 0xFE4B5347;
  private static final int VERSION = 1;
  private static final Pattern NAME = Pattern.compile("([0-9]{8})\\.seg");

  /// `log/00000000.seg`.
  static String fileName(int number) {
    return String.format(Locale.ROOT, "%s/%08d.seg", DIRECTORY, number);
  }

  /// The number in a name without its directory, if it is a segment's.
  static Optional<Integer> numberOf(String name) {
    var match = NAME.matcher(name);
    return match.matches() ? Optional.of(Integer.parseInt(match.group(1))) : Optional.empty();
  }

  byte[] encoded() {
    return Sealed.close(content());
  }

  private byte[] content() {
    return ByteBuffer.allocate(BYTES)
        .putInt(MAGIC)
        .putInt(VERSION)
        .put(ledgerId.bytes().unsafeArray())
        .putInt(number)
        .putLong(firstIndex)
        .array();
  }

  static Optional<SegmentHeader> decoded(byte[] bytes) {
    if (bytes.length != BYTES || !Sealed.isWhole(bytes)) {
      return Optional.empty();
    }
    var buffer = ByteBuffer.wrap(bytes);
    if (buffer.getInt() != MAGIC || buffer.getInt() != VERSION) {
      return Optional.empty();
    }
    var id = new byte[Digest.SIZE];
    buffer.get(id);
    var header = new SegmentHeader(new Digest(Bytes.wrap(id)), buffer.getInt(), buffer.getLong());
    return Sealed.sameContent(header.content(), bytes) ? Optional.of(header) : Optional.empty();
  }
}
