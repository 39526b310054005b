package io.kedge.ledger.disk;

import java.io.Closeable;
import java.io.IOException;

/// An exclusive lock that was taken. Closing gives it back; so does the end of the process.
public interface DiskLock extends Closeable {
  @Override
  void close() throws IOException;
}
