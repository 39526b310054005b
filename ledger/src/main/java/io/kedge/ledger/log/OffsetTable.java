package io.kedge.ledger.log;

import java.util.Arrays;

/// Where each record begins: one `long` per record, 32 bits of segment and 32 of offset. Derived
/// from the segments at every start.
///
/// One thread writes. Others may read entries of which they learned through a volatile write that
/// came after the entry.
final class OffsetTable {
  private static final int CHUNK = 1 << 12;

  private volatile long[][] chunks = new long[0][];
  private long size;

  long size() {
    return size;
  }

  void add(Position position) {
    int chunk = Math.toIntExact(size / CHUNK);
    if (chunk == chunks.length) {
      var more = Arrays.copyOf(chunks, chunk + 1);
      more[chunk] = new long[CHUNK];
      chunks = more;
    }
    long packed = (long) position.segment() << 32 | position.offset();
    chunks[chunk][(int) (size % CHUNK)] = packed;
    size++;
  }

  Position at(long index) {
    long packed = chunks[Math.toIntExact(index / CHUNK)][(int) (index % CHUNK)];
    return new Position((int) (packed >>> 32), packed & 0xFFFFFFFFL);
  }

  /// Forgets the entries from an index on.
  void cut(long size) {
    this.size = size;
    int keep = Math.toIntExact((size + CHUNK - 1) / CHUNK);
    if (keep < chunks.length) {
      chunks = Arrays.copyOf(chunks, keep);
    }
  }
}
