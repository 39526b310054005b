package io.kedge.ledger.log;

/// How a record lies in its segment: what is not part of its hash, and what a copy needs to know to
/// become the same file byte for byte.
///
/// @param startsGroup it is the first record written after a commit
/// @param startsSegment it is the first of its segment
/// @param segment the segment's number
/// @param offset of its first byte there
/// @param length its bytes
public record RecordMark(
    boolean startsGroup, boolean startsSegment, int segment, long offset, int length) {}
