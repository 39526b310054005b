package io.kedge.ledger.log;

import io.kedge.ledger.disk.DiskFile;

/// An open segment.
///
/// @param number its number, from 0
/// @param file its file
record SegmentFile(int number, DiskFile file) {
  String name() {
    return SegmentHeader.fileName(number);
  }
}
