package io.kedge.cli;

/// What the program's exit status says (docs/reference/cli.md).
public final class ExitCode {
  /// The answer is yes: it was done, it verifies, nothing is wrong.
  public static final int YES = 0;

  /// The answer is no, with the reason: refused, rejected, faults found.
  public static final int NO = 1;

  /// The question was wrong: usage, a file that is not there, malformed input.
  public static final int MALFORMED = 2;

  private ExitCode() {}
}
