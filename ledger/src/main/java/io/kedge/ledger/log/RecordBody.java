package io.kedge.ledger.log;

import io.kedge.kernel.Bytes;

/// What a caller gives the log to keep.
///
/// @param type what the bytes are, 0 to 255; the log does not look inside
/// @param bytes the content
public record RecordBody(int type, Bytes bytes) {
  /// Checks the type.
  public RecordBody {
    if (type < 0 || type > 255) {
      throw new IllegalArgumentException("a record type is one byte: " + type);
    }
  }
}
