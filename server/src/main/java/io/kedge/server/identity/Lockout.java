package io.kedge.server.identity;

/// How long somebody has to wait after failed logins: nothing for the first few, then twice as long
/// each time, up to a quarter of an hour. It counts for a name whether or not there is such an
/// account, and for the address the attempts come from; old failures are forgotten.
///
/// @param free how many failures cost nothing
/// @param firstMillis what the next one costs
/// @param longestMillis what one can cost at most
/// @param forgetMillis after so long without a failure all of them are forgotten
public record Lockout(int free, long firstMillis, long longestMillis, long forgetMillis) {
  /// For one name.
  public static final Lockout OF_NAME = new Lockout(4, 1_000, 15 * 60_000, 24 * 3_600_000L);

  /// For one address, behind which there may be a whole office.
  public static final Lockout OF_ADDRESS = new Lockout(50, 1_000, 15 * 60_000, 3_600_000L);

  private static final int DOUBLINGS_MAX = 40;

  /// Failed attempts so far.
  ///
  /// @param failures how many in a row
  /// @param lastAt when the last was, in epoch milliseconds; meaningless for none
  public record Attempts(int failures, long lastAt) {
    /// Nothing failed.
    public static final Attempts NONE = new Attempts(0, 0);
  }

  /// Checks that there is a wait and that it grows.
  public Lockout {
    if (free < 0 || firstMillis < 1 || longestMillis < firstMillis || forgetMillis < 1) {
      throw new IllegalArgumentException("no lockout");
    }
  }

  /// How many milliseconds are left to wait; 0 where an attempt is allowed now.
  public long waitMillis(Attempts attempts, long now) {
    if (forgotten(attempts, now) || attempts.failures() <= free) {
      return 0;
    }
    long until = Math.addExact(attempts.lastAt(), penalty(attempts.failures()));
    return Math.max(0, until - now);
  }

  /// The attempts after one more failure.
  public Attempts failed(Attempts attempts, long now) {
    int before = forgotten(attempts, now) ? 0 : attempts.failures();
    return new Attempts(before == Integer.MAX_VALUE ? before : before + 1, now);
  }

  private boolean forgotten(Attempts attempts, long now) {
    return attempts.failures() == 0 || now - attempts.lastAt() >= forgetMillis;
  }

  private long penalty(int failures) {
    int doublings = Math.min(failures - free - 1, DOUBLINGS_MAX);
    return firstMillis > longestMillis >> doublings ? longestMillis : firstMillis << doublings;
  }
}
