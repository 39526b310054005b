package io.kedge.ledger.log;

import io.kedge.kernel.Digest;

/// Where the next record goes.
///
/// @param segment the last segment's number
/// @param size bytes of it that are in use
/// @param end where the last record ends, which may be in the segment before
/// @param nextIndex the index of the next record
/// @param hash the hash of the last record; the ledger's id if there is none
record Tail(int segment, long size, Position end, long nextIndex, Digest hash) {
  Tail after(int recordBytes, Digest recordHash) {
    var recordEnd = new Position(segment, size + recordBytes);
    return new Tail(segment, recordEnd.offset(), recordEnd, nextIndex + 1, recordHash);
  }

  Tail inNextSegment() {
    return new Tail(segment + 1, SegmentHeader.BYTES, end, nextIndex, hash);
  }
}
