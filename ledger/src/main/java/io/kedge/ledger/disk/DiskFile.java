package io.kedge.ledger.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// An open file. Reads may come from any thread; writes, truncation and force from one at a time.
public interface DiskFile extends Closeable {
  /// Bytes in the file now.
  long size() throws IOException;

  /// Reads from a position until the buffer is full or the file ends; answers the bytes read,
  /// 0 at or after the end.
  int read(long position, ByteBuffer into) throws IOException;

  /// Writes all the bytes of all the buffers, one after the other, from a position on.
  ///
  /// @throws DiskFull if there is no space; any part of the bytes may have been written
  void write(long position, List<ByteBuffer> from) throws IOException;

  /// Cuts the file to a size that is not above the present one.
  void truncate(long size) throws IOException;

  /// Makes the file's bytes and size durable. After an error nobody knows what is durable, and
  /// trying again does not help (semantics/ledger.md, finding 6).
  void force() throws IOException;

  @Override
  void close() throws IOException;
}
