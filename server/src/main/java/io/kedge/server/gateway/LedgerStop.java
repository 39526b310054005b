package io.kedge.server.gateway;

import io.kedge.ledger.node.Fatal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/// What happens when a ledger cannot go on: the process ends, and the next start recovers it.
@FunctionalInterface
public interface LedgerStop {
  /// Ends the process; only a test's returns.
  void stop(Throwable cause);

  /// Ends this process at once.
  static LedgerStop halting() {
    return Fatal.halting(new PrintStream(new FileOutputStream(FileDescriptor.err), true))::stop;
  }
}
