package io.kedge.ledger.light;

import java.io.IOException;

/// A file of a light client is not what was written. It is not overwritten: it says what was seen.
public final class StoreDamaged extends IOException {
  private static final long serialVersionUID = 1L;

  StoreDamaged(String file) {
    super(file);
  }

  StoreDamaged(String file, Throwable cause) {
    super(file, cause);
  }
}
