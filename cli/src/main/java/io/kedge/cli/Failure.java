package io.kedge.cli;

import org.jspecify.annotations.Nullable;

/// Ends a command with a reason for the user and an exit status.
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private Failure(int exitCode, @Nullable String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  /// The answer is no.
  static Failure no(String message) {
    return new Failure(ExitCode.NO, message);
  }

  /// The question was wrong.
  static Failure malformed(@Nullable String message) {
    return new Failure(ExitCode.MALFORMED, message);
  }

  int exitCode() {
    return exitCode;
  }
}
