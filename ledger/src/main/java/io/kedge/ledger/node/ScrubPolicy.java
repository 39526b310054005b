package io.kedge.ledger.node;

/// How a node reads everything it keeps in the background, so that rot is found before the data is
/// needed (semantics/ledger.md §4B.9).
///
/// @param bytesPerSecond how fast it reads at most; 0 for no background reading
/// @param firstAfterMillis how long after the start the first pass begins
/// @param pauseMillis how long it rests between two passes
public record ScrubPolicy(long bytesPerSecond, long firstAfterMillis, long pauseMillis) {
  /// Checks the numbers.
  public ScrubPolicy {
    if (bytesPerSecond < 0 || firstAfterMillis < 0 || pauseMillis < 0) {
      throw new IllegalArgumentException("less than nothing");
    }
  }

  /// 4 MiB a second, five minutes after the start, then once a day.
  public static ScrubPolicy standard() {
    return new ScrubPolicy(4L << 20, 300_000, 86_400_000);
  }

  /// Only when somebody asks for it.
  public static ScrubPolicy never() {
    return new ScrubPolicy(0, 0, 0);
  }
}
