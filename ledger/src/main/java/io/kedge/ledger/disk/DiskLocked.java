package io.kedge.ledger.disk;

import java.io.IOException;

/// Another process, or another part of this one, has the lock.
public final class DiskLocked extends IOException {
  private static final long serialVersionUID = 1L;

  private final String holder;

  /// Names the lock file and its holder, as far as the file tells.
  public DiskLocked(String file, String holder) {
    super(file + " is held by " + holder + "; stop it first");
    this.holder = holder;
  }

  /// Who has the lock: `process 4711`, or `an unknown process`.
  public String holder() {
    return holder;
  }
}
