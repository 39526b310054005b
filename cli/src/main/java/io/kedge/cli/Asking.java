package io.kedge.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// A command that answers on the terminal.
abstract class Asking implements Callable<Integer> {
  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Override
  public final Integer call() {
    return answer(global.terminal());
  }

  /// Does the work.
  ///
  /// @return an exit status of [ExitCode]
  abstract int answer(Terminal terminal);
}
