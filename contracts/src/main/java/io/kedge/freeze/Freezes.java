package io.kedge.freeze;

import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.kernel.LedgerTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Answers whether things are frozen, and what time it is on their stopped clocks.
public final class Freezes {
  private Freezes() {}

  /// All freezes of a subject.
  public static FreezeHistory history(LedgerView view, FreezeSubject subject) {
    return view.read(subject.key(), FreezeHistory::decode).orElse(FreezeHistory.NONE);
  }

  /// Refuses where one of the subjects is frozen.
  ///
  /// @throws RefusedException [FreezeRefusal#FROZEN], naming the first that is
  public static void requireNone(LedgerView view, FreezeSubject... subjects) {
    for (FreezeSubject subject : subjects) {
      RefusedException.unless(
          !history(view, subject).frozen(), FreezeRefusal.FROZEN, subject.kind(), subject.id());
    }
  }

  /// The time on the clock of something that began at a moment and stands still while any of its
  /// subjects is frozen: `now` less the time during which at least one was (format.md "Freeze").
  ///
  /// Deadlines are compared with this, so that they run on after the unfreezing.
  ///
  /// @param since when the thing began; freezes before it do not count
  /// @param subjects what it depends on
  public static LedgerTime clock(
      LedgerView view, LedgerTime now, LedgerTime since, FreezeSubject... subjects) {
    var stopped = new ArrayList<long[]>();
    for (FreezeSubject subject : subjects) {
      for (FreezeHistory.Period period : history(view, subject).periods()) {
        long from = Math.max(period.from().millis(), since.millis());
        long until = Math.min(period.until().orElse(now).millis(), now.millis());
        if (from < until) {
          stopped.add(new long[] {from, until});
        }
      }
    }
    return now.plusMillis(-union(stopped));
  }

  private static long union(List<long[]> spans) {
    spans.sort(Comparator.comparingLong(span -> span[0]));
    long total = 0;
    long reached = Long.MIN_VALUE;
    for (long[] span : spans) {
      long from = Math.max(span[0], reached);
      if (span[1] > from) {
        total += span[1] - from;
        reached = span[1];
      }
    }
    return total;
  }
}
