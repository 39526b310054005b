package io.kedge.ledger.log;

import java.io.PrintStream;

/// Is told, once, that the disk failed in a way after which nothing may be acknowledged
/// (semantics/ledger.md, finding 6).
@FunctionalInterface
public interface FatalStorage {
  /// The exit status of a process that was halted: that of an input/output error in `sysexits.h`.
  int EXIT_STATUS = 74;

  /// Ends the process; only a test's handler returns.
  void stop(StorageFailed failure);

  /// Prints one line and halts the process at once: no shutdown hook runs, so that nothing can
  /// still be acknowledged.
  static FatalStorage halting(PrintStream errors) {
    return failure -> {
      errors.println(
          "kedge: " + failure.getMessage() + "; stopping, recovery decides at the start");
      errors.flush();
      Runtime.getRuntime().halt(EXIT_STATUS);
    };
  }
}
