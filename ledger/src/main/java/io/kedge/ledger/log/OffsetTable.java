package io.kedge.ledger.log;

import java.util.Arrays;

/// Where each record of one segment begins, as bytes from the beginning of its file. Derived from
/// the segment.
///
/// One thread writes. Others may read entries of which they learned through a volatile write that
/// came after the entry.
final class OffsetTable {
  private static final int CHUNK = 1 << 10;

  private volatile int[][] chunks = new int[0][];
  private int size;

  int size() {
    return size;
  }

  void add(long offset) {
    int chunk = size / CHUNK;
    if (chunk == chunks.length) {
      var more = Arrays.copyOf(chunks, chunk + 1);
      more[chunk] = new int[CHUNK];
      chunks = more;
    }
    chunks[chunk][size % CHUNK] = Math.toIntExact(offset);
    size++;
  }

  /// Where the record of a place within the segment begins, the first being 0.
  long at(int place) {
    return chunks[place / CHUNK][place % CHUNK];
  }

  /// Forgets the entries from a place on.
  void cut(int size) {
    this.size = size;
    int keep = (size + CHUNK - 1) / CHUNK;
    if (keep < chunks.length) {
      chunks = Arrays.copyOf(chunks, keep);
    }
  }
}
