package io.kedge.ledger.log;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// A record on disk: `magic u32 | length u32 | index u64 | previous[32] | type u8 | flags u8 |
/// body | crc32c u32 | length u32`, big-endian. Both lengths are of the whole record; the
/// checksum covers all before it.
///
/// @param length bytes of the whole record
/// @param flags [#GROUP_START] or 0. Not part of the hash: how records were grouped into commits
///     differs between the nodes of one ledger, the chain does not
/// @param checksumOk whether the checksum fits
record RecordFrame(
    int length, long index, Digest previous, int type, int flags, Bytes body, boolean checksumOk) {
  /// Begins every record. Two of its bytes occur in no UTF-8 text, so that no text in a body can
  /// pass for a record.
  static final int MAGIC = 0xFE4B44FF;

  /// Set on the first record that was written after a commit. A group is written only when the one
  /// before it is durable, so that a group's first record proves everything before the group.
  static final int GROUP_START = 1;

  static final int HEADER = 4 + 4 + 8 + Digest.SIZE + 1 + 1;
  static final int PREVIOUS_AT = 4 + 4 + 8;
  static final int TRAILER = 4 + 4;
  static final int OVERHEAD = HEADER + TRAILER;

  /// The buffers of a new record, in order.
  static List<ByteBuffer> encoded(long index, Digest previous, int flags, RecordBody body) {
    int length = OVERHEAD + body.bytes().size();
    var header =
        ByteBuffer.allocate(HEADER)
            .putInt(MAGIC)
            .putInt(length)
            .putLong(index)
            .put(previous.bytes().unsafeArray())
            .put((byte) body.type())
            .put((byte) flags)
            .flip();
    var content = body.bytes().unsafeArray();
    var crc = new CRC32C();
    crc.update(header.array());
    crc.update(content);
    var trailer = ByteBuffer.allocate(TRAILER).putInt((int) crc.getValue()).putInt(length).flip();
    return List.of(header, ByteBuffer.wrap(content).asReadOnlyBuffer(), trailer);
  }

  /// What looks like a record at an offset: magic, a length that fits into the file, and the same
  /// length at the end.
  static Optional<RecordFrame> at(SegmentBytes bytes, long offset) throws IOException {
    if (!bytes.has(offset, OVERHEAD) || bytes.int32(offset) != MAGIC) {
      return Optional.empty();
    }
    int length = bytes.int32(offset + 4);
    if (length < OVERHEAD || !bytes.has(offset, length)) {
      return Optional.empty();
    }
    if (bytes.int32(offset + length - 4) != length) {
      return Optional.empty();
    }
    return Optional.of(
        new RecordFrame(
            length,
            bytes.int64(offset + 8),
            new Digest(Bytes.wrap(bytes.copy(offset + 16, Digest.SIZE))),
            bytes.int8(offset + 16 + Digest.SIZE),
            bytes.int8(offset + 17 + Digest.SIZE),
            Bytes.wrap(bytes.copy(offset + HEADER, length - OVERHEAD)),
            bytes.crc32c(offset, length - TRAILER) == bytes.int32(offset + length - TRAILER)));
  }

  boolean startsGroup() {
    return (flags & GROUP_START) != 0;
  }

  Digest hash() {
    return hash(index, previous, type, body);
  }

  static Digest hash(long index, Digest previous, int type, Bytes body) {
    var prefix =
        new Wire("io/kedge/ledger/log/record", 1).i64(index).digest(previous).u8(type).bytes();
    return Digest.of(prefix, body);
  }
}
