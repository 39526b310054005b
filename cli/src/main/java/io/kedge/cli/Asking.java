package io.kedge.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// A command that answers on the terminal. No stack trace ever reaches its user.
abstract class Asking implements Callable<Integer> {
  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Override
  public final Integer call() {
    Terminal terminal = global.terminal();
    try {
      int exitCode = answer(terminal);
      return terminal.lost() ? terminal.refuse(Failure.unheard(terminal.words())) : exitCode;
    } catch (Throwable e) {
      return terminal.refuse(e);
    }
  }

  /// Does the work. Whatever it throws becomes a reason and an exit status, see [Failure#of].
  ///
  /// @return an exit status of [ExitCode]
  abstract int answer(Terminal terminal) throws Exception;
}
