package io.kedge.scenario.run;

/// How long the story's time lasts on the ledger's clock: `1d=2s` on a clock that cannot be set.
///
/// @param story so many milliseconds of the story
/// @param ledger take so many on the ledger
public record Scale(long story, long ledger) {
  /// One to one.
  public static final Scale FULL = new Scale(1, 1);

  /// Checks the ranges.
  public Scale {
    if (story < 1 || ledger < 1) {
      throw new IllegalArgumentException("a scale has two positive spans");
    }
  }

  long of(long millis) {
    return Math.multiplyExact(millis, ledger) / story;
  }
}
