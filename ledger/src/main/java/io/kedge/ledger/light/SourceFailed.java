package io.kedge.ledger.light;

import io.kedge.kernel.Bytes;
import java.io.IOException;

/// A log cannot be read: nobody answers, the answer is an error, or larger than it may be.
public final class SourceFailed extends IOException {
  private static final long serialVersionUID = 1L;

  /// Says what failed.
  public SourceFailed(String what) {
    super(what);
  }

  /// Says what failed, and what showed it.
  public SourceFailed(String what, Throwable cause) {
    super(what, cause);
  }

  static Bytes requireAtMost(Bytes read, String path, int bytesMax) throws SourceFailed {
    if (read.size() > bytesMax) {
      throw new SourceFailed(path + " has more than " + bytesMax + " bytes");
    }
    return read;
  }
}
