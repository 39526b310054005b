package io.kedge.ledger.node;

import io.kedge.ledger.log.FatalStorage;
import java.io.PrintStream;

/// Is told, once, why a node cannot go on. After it nothing is acknowledged any more.
@FunctionalInterface
public interface Fatal {
  /// Ends the process; only a test's handler returns.
  void stop(Throwable cause);

  /// Prints one line and halts the process at once, without shutdown hooks.
  static Fatal halting(PrintStream errors) {
    return cause -> {
      errors.println("kedge: " + cause + "; stopping, recovery decides at the start");
      errors.flush();
      Runtime.getRuntime().halt(FatalStorage.EXIT_STATUS);
    };
  }
}
