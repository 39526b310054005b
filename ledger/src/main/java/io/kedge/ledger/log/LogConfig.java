package io.kedge.ledger.log;

import io.kedge.kernel.Digest;
import java.util.List;

/// How a log is laid out.
///
/// @param ledgerId the hash of the genesis; a log of another ledger is refused
/// @param keyIds the ids of the keys the ledger was founded with; written into `FORMAT` when the
///     log is made, for people to read, and not compared afterwards
/// @param segmentBytesMax where a segment ends and the next begins, header included. May differ
///     from one start to the next
/// @param depth how much of it opening looks at
public record LogConfig(Digest ledgerId, List<String> keyIds, int segmentBytesMax, Depth depth) {
  /// How much of a log opening looks at.
  public enum Depth {
    /// Every record.
    WHOLE,
    /// Every record from the segment on in which the older of the two heads ends; of the segments
    /// before it, which were complete and forced before the next was made, the first 4 KiB, the
    /// last record, and that the next segment goes on from it.
    TAIL
  }

  /// 64 MiB (semantics/ledger.md §6B).
  public static final int SEGMENT_BYTES_STANDARD = 64 << 20;

  private static final int SEGMENT_BYTES_MIN = 2 * SegmentHeader.BYTES;
  private static final int SEGMENT_BYTES_MAX = 1 << 30;

  /// Checks the limits: 8 KiB to 1 GiB per segment, key ids printable ASCII without spaces.
  public LogConfig {
    if (segmentBytesMax < SEGMENT_BYTES_MIN || segmentBytesMax > SEGMENT_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a segment has " + SEGMENT_BYTES_MIN + " to " + SEGMENT_BYTES_MAX + " bytes");
    }
    keyIds = List.copyOf(keyIds);
    if (!keyIds.stream().allMatch(id -> id.matches("[!-~]{1,200}"))) {
      throw new IllegalArgumentException("a key id is printable ASCII without spaces: " + keyIds);
    }
  }

  /// The standard layout.
  public static LogConfig of(Digest ledgerId) {
    return new LogConfig(ledgerId, List.of(), SEGMENT_BYTES_STANDARD, Depth.WHOLE);
  }

  /// The same with other key ids.
  public LogConfig withKeyIds(List<String> keyIds) {
    return new LogConfig(ledgerId, keyIds, segmentBytesMax, depth);
  }

  /// The same with other segments.
  public LogConfig withSegmentBytesMax(int segmentBytesMax) {
    return new LogConfig(ledgerId, keyIds, segmentBytesMax, depth);
  }

  /// The same, looking at more or less when it is opened.
  public LogConfig withDepth(Depth depth) {
    return new LogConfig(ledgerId, keyIds, segmentBytesMax, depth);
  }

  /// The longest body a record can have: a record lies in one segment.
  public int bodyBytesMax() {
    return segmentBytesMax - SegmentHeader.BYTES - RecordFrame.OVERHEAD;
  }
}
