package io.kedge.ledger.log;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The first 4 KiB of a pruned segment, which takes the place of the segment of the same number:
/// magic, version, ledger id, number, index of the first record and of the one after the last, hash
/// of the last, bytes of the file, SHA-256 of all behind this header; zeros, and the SHA-256 of all
/// that.
///
/// Behind it stands for each record `length u32 | index u64 | kept | crc32c u32`. What is kept of a
/// record the log's user decides. The hashes of records in between are not there: they cover the
/// bytes that are gone.
///
/// @param firstIndex above 0 in segment 0 where the log was begun from a snapshot
record PrunedHeader(
    Digest ledgerId,
    int number,
    long firstIndex,
    long nextIndex,
    Digest lastHash,
    long fileBytes,
    Digest content) {
  /// Bytes of an entry beside what was kept.
  static final int OVERHEAD = 4 + 8 + 4;

  private static final int MAGIC = 0xFE4B5052;
  private static final int VERSION = 1;
  private static final Pattern NAME = Pattern.compile("([0-9]{8})\\.pruned");

  /// `log/00000000.pruned`.
  static String fileName(int number) {
    return String.format(Locale.ROOT, "%s/%08d.pruned", SegmentHeader.DIRECTORY, number);
  }

  /// The number in a name without its directory, if it is a pruned segment's.
  static Optional<Integer> numberOf(String name) {
    var match = NAME.matcher(name);
    return match.matches() ? Optional.of(Integer.parseInt(match.group(1))) : Optional.empty();
  }

  byte[] encoded() {
    return Sealed.close(bytes());
  }

  private byte[] bytes() {
    return ByteBuffer.allocate(SegmentHeader.BYTES)
        .putInt(MAGIC)
        .putInt(VERSION)
        .put(ledgerId.bytes().unsafeArray())
        .putInt(number)
        .putLong(firstIndex)
        .putLong(nextIndex)
        .put(lastHash.bytes().unsafeArray())
        .putLong(fileBytes)
        .put(content.bytes().unsafeArray())
        .array();
  }

  /// The header of a file, if it is whole and the file has the bytes it should have.
  static Optional<PrunedHeader> of(SegmentBytes bytes) throws IOException {
    if (!bytes.has(0, SegmentHeader.BYTES)) {
      return Optional.empty();
    }
    return decoded(bytes.copy(0, SegmentHeader.BYTES))
        .filter(header -> header.fileBytes == bytes.size());
  }

  private static Optional<PrunedHeader> decoded(byte[] block) {
    if (!Sealed.isWhole(block)) {
      return Optional.empty();
    }
    var buffer = ByteBuffer.wrap(block);
    if (buffer.getInt() != MAGIC || buffer.getInt() != VERSION) {
      return Optional.empty();
    }
    var header =
        new PrunedHeader(
            digest(buffer),
            buffer.getInt(),
            buffer.getLong(),
            buffer.getLong(),
            digest(buffer),
            buffer.getLong(),
            digest(buffer));
    boolean sound = header.firstIndex >= 0 && header.firstIndex < header.nextIndex;
    return sound && Sealed.sameContent(header.bytes(), block)
        ? Optional.of(header)
        : Optional.empty();
  }

  private static Digest digest(ByteBuffer buffer) {
    var bytes = new byte[Digest.SIZE];
    buffer.get(bytes);
    return new Digest(Bytes.wrap(bytes));
  }
}
