package io.kedge.ledger.log;

import java.io.IOException;
import java.util.NoSuchElementException;

/// Reads records in order. New records show up as they are committed. For one thread.
public final class LogCursor {
  private final LogReader reader;
  private final LogReader.Windows windows = new LogReader.Windows(1 << 20);
  private long nextIndex;

  LogCursor(LogReader reader, long nextIndex) {
    this.reader = reader;
    this.nextIndex = nextIndex;
  }

  /// The index of the record that [#next()] answers.
  public long nextIndex() {
    return nextIndex;
  }

  /// Whether that record is in the log already.
  public boolean hasNext() {
    return nextIndex <= reader.lastIndex();
  }

  /// The next record, checked like one of [LedgerLog#read(long)].
  ///
  /// @throws LogFault if it is not as it was written
  public LogRecord next() throws IOException {
    if (!hasNext()) {
      throw new NoSuchElementException("record " + nextIndex);
    }
    return reader.read(nextIndex++, windows);
  }
}
