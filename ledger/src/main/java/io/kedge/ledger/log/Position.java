package io.kedge.ledger.log;

/// A place in the log.
///
/// @param segment the segment's number, from 0
/// @param offset bytes from the beginning of the segment's file
public record Position(int segment, long offset) implements Comparable<Position> {
  /// After everything.
  static final Position NEVER = new Position(Integer.MAX_VALUE, Long.MAX_VALUE);

  @Override
  public int compareTo(Position other) {
    return segment == other.segment
        ? Long.compare(offset, other.offset)
        : Integer.compare(segment, other.segment);
  }

  boolean before(Position other) {
    return compareTo(other) < 0;
  }

  @Override
  public String toString() {
    return SegmentHeader.fileName(segment) + " byte " + offset;
  }
}
