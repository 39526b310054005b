package io.kedge.ledger.log;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.nio.ByteBuffer;
import java.util.Optional;

/// How far the log is durable: the content of `head.A` or `head.B`, which are written in turn.
///
/// @param ledgerId whose log it is
/// @param seq counts the heads; even ones are in `head.A`, odd ones in `head.B`
/// @param end where the last durable record ends
/// @param lastIndex the index of that record, −1 if there is none
/// @param lastHash its hash; the ledger's id if there is none
/// @param treeSize leaves of the ledger's Merkle tree up to that record
/// @param root the tree's root, as the caller of the log gave it
/// @param previous the digest of the head before this one
public record Head(
    Digest ledgerId,
    long seq,
    Position end,
    long lastIndex,
    Digest lastHash,
    long treeSize,
    Digest root,
    Digest previous) {
  static final int BYTES = 4096;

  private static final int MAGIC = 0xFE4B4844;
  private static final int VERSION = 1;

  /// The head of a log without records. The root is that of the empty tree, the SHA-256 of nothing
  /// (RFC 6962 §2.1).
  static Head ofNothing(Digest ledgerId) {
    var end = new Position(0, SegmentHeader.BYTES);
    return new Head(ledgerId, 0, end, -1, ledgerId, 0, Digest.of(), Digest.ZERO);
  }

  /// The head of a new log that begins after a record it does not have.
  static Head ofStart(Digest ledgerId, LogStart start) {
    var end = new Position(1, SegmentHeader.BYTES);
    return new Head(
        ledgerId,
        0,
        end,
        start.nextIndex() - 1,
        start.previous(),
        start.treeSize(),
        start.root(),
        Digest.ZERO);
  }

  /// The head after this one.
  Head next(Position end, long lastIndex, Digest lastHash, long treeSize, Digest root) {
    return new Head(ledgerId, seq + 1, end, lastIndex, lastHash, treeSize, root, digest());
  }

  /// The next head, which says the same.
  Head again() {
    return next(end, lastIndex, lastHash, treeSize, root);
  }

  /// Whether this head may stand beside an older one.
  boolean follows(Head older) {
    return seq == older.seq + 1 && previous.equals(older.digest());
  }

  static String fileName(long seq) {
    return seq % 2 == 0 ? "head.A" : "head.B";
  }

  String fileName() {
    return fileName(seq);
  }

  Digest digest() {
    return Sealed.digest(encoded());
  }

  byte[] encoded() {
    return Sealed.close(content());
  }

  private byte[] content() {
    return ByteBuffer.allocate(BYTES)
        .putInt(MAGIC)
        .putInt(VERSION)
        .put(ledgerId.bytes().unsafeArray())
        .putLong(seq)
        .putInt(end.segment())
        .putLong(end.offset())
        .putLong(lastIndex)
        .put(lastHash.bytes().unsafeArray())
        .putLong(treeSize)
        .put(root.bytes().unsafeArray())
        .put(previous.bytes().unsafeArray())
        .array();
  }

  static Optional<Head> decoded(byte[] bytes) {
    if (bytes.length != BYTES || !Sealed.isWhole(bytes)) {
      return Optional.empty();
    }
    var buffer = ByteBuffer.wrap(bytes);
    if (buffer.getInt() != MAGIC || buffer.getInt() != VERSION) {
      return Optional.empty();
    }
    var head =
        new Head(
            digest(buffer),
            buffer.getLong(),
            new Position(buffer.getInt(), buffer.getLong()),
            buffer.getLong(),
            digest(buffer),
            buffer.getLong(),
            digest(buffer),
            digest(buffer));
    return Sealed.sameContent(head.content(), bytes) ? Optional.of(head) : Optional.empty();
  }

  private static Digest digest(ByteBuffer buffer) {
    var bytes = new byte[Digest.SIZE];
    buffer.get(bytes);
    return new Digest(Bytes.wrap(bytes));
  }
}
