package io.kedge.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.server.identity.Lockout.Attempts;
import java.util.HashSet;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/// Waiting after failures, and the windows of one-time codes, at every moment.
class LockoutProperties {
  private static final Lockout LOCKOUT = new Lockout(4, 1_000, 900_000, 86_400_000);
  private static final Bytes SECRET = Bytes.utf8("12345678901234567890");
  private final Totp totp = new Totp();

  @Property
  void theWaitNeverShrinksWithFailuresAndNeverExceedsItsLongest(
      @ForAll @IntRange(max = 100_000) int failures,
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long at) {
    long wait = LOCKOUT.waitMillis(new Attempts(failures, at), at);
    long next = LOCKOUT.waitMillis(new Attempts(failures + 1, at), at);
    assertThat(next).isGreaterThanOrEqualTo(wait).isLessThanOrEqualTo(900_000);
    assertThat(wait == 0).isEqualTo(failures <= 4);
    assertThat(wait).isEqualTo(slowly(failures));
  }

  /// The same by counting.
  private static long slowly(int failures) {
    if (failures <= 4) {
      return 0;
    }
    long wait = 1_000;
    for (int i = 5; i < failures && wait < 900_000; i++) {
      wait *= 2;
    }
    return Math.min(wait, 900_000);
  }

  @Property
  void waitingIsEnoughAndNothingLessIs(
      @ForAll @IntRange(min = 5, max = 60) int failures,
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long at,
      @ForAll @LongRange(min = 0, max = 1_000_000) long later) {
    var attempts = new Attempts(failures, at);
    long wait = LOCKOUT.waitMillis(attempts, at);
    assertThat(LOCKOUT.waitMillis(attempts, at + later)).isEqualTo(Math.max(0, wait - later));
  }

  @Property
  void failuresCountUpUntilTheyAreForgotten(
      @ForAll @IntRange(max = 1_000) int failures,
      @ForAll @LongRange(min = 1, max = 200_000_000) long pause) {
    var after = LOCKOUT.failed(new Attempts(failures, 1_000), 1_000 + pause);
    boolean forgotten = failures == 0 || pause >= 86_400_000;
    assertThat(after.failures()).isEqualTo(forgotten ? 1 : failures + 1);
  }

  @Property
  void aCodePassesInItsOwnStepAndTheTwoBesideIt(
      @ForAll @LongRange(min = 1_000_000_000_000L, max = 3_000_000_000_000L) long now,
      @ForAll @IntRange(min = -4, max = 4) int steps) {
    String code = totp.codeAt(SECRET, now + steps * 30_000L);
    OptionalLong step = totp.accept(SECRET, code, OptionalLong.empty(), now);
    if (Math.abs(steps) <= 1) {
      assertThat(step).isPresent();
      assertThat(totp.accept(SECRET, code, step, now)).isEmpty();
    } else if (notByChance(now, code)) {
      assertThat(step).isEmpty();
    }
  }

  private boolean notByChance(long now, String code) {
    var near = new HashSet<String>();
    for (int i = -1; i <= 1; i++) {
      near.add(totp.codeAt(SECRET, now + i * 30_000L));
    }
    return !near.contains(code);
  }

  @Property
  void afterALaterCodeNoEarlierOnePasses(
      @ForAll @LongRange(min = 1_000_000_000_000L, max = 3_000_000_000_000L) long now) {
    String later = totp.codeAt(SECRET, now + 30_000);
    OptionalLong used = totp.accept(SECRET, later, OptionalLong.empty(), now);
    assertThat(totp.accept(SECRET, totp.codeAt(SECRET, now), used, now)).isEmpty();
  }
}
