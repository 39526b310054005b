package io.kedge.ledger.log;

import java.io.IOException;

/// There was no space. What was to be written is not in the log, what was acknowledged before is
/// untouched and readable, and appending works again when there is space.
public final class AppendRefused extends IOException {
  private static final long serialVersionUID = 1L;

  AppendRefused(String what, Throwable cause) {
    super(what, cause);
  }
}
