package io.kedge.ledger.disk;

import java.io.IOException;

/// There was no space for a write. Nothing is wrong with what is on the disk already.
public final class DiskFull extends IOException {
  private static final long serialVersionUID = 1L;

  /// Names the file that could not grow.
  public DiskFull(String file, Throwable cause) {
    super(file + ": no space left on the disk", cause);
  }
}
