package io.kedge.bench;

import java.util.function.Consumer;

/// Runs transfers until the compiler has done its work: until enough were made, or their rate has
/// stopped rising, or a time is over.
///
/// @param itemsMax transfers after which it ends
/// @param itemsMin transfers before which the rate is not looked at
/// @param secondsMax seconds after which it ends
record WarmUp(long itemsMax, long itemsMin, double secondsMax) {
  /// Runs of a rate that is no better than 2 % above the best before.
  private static final int FLAT_RUNS = 4;

  private static final double RISE = 1.02;

  /// What one workload needs on two cores: 250,000 transfers, or a minute.
  static final WarmUp STANDARD = new WarmUp(250_000, 120_000, 60);

  /// What each of several targets gets, one after the other.
  static final WarmUp SHORT = new WarmUp(120_000, 60_000, 30);

  /// For tests of the bench itself.
  static final WarmUp SMALL = new WarmUp(1, 1, 1);

  /// Runs the workload again and again.
  ///
  /// @return how many transfers were made
  long run(TransferWorkload workload, Consumer<String> progress) throws Exception {
    long begin = System.nanoTime();
    long done = 0;
    var rates = new Rates();
    while (!isEnough(done, (System.nanoTime() - begin) / 1e9, rates)) {
      workload.prepare();
      Sample sample = workload.run();
      done += sample.items();
      rates.add(sample.perSecond());
      progress.accept(
          "warm-up %s (%d): %,d transfers, %,.0f/s"
              .formatted(workload.name(), workload.clients(), done, sample.perSecond()));
    }
    return done;
  }

  private boolean isEnough(long done, double seconds, Rates rates) {
    return done >= itemsMax
        || (done > 0 && seconds >= secondsMax)
        || (done >= itemsMin && rates.isFlat());
  }

  /// Rates of successive runs.
  static final class Rates {
    private double best;
    private int flat;

    void add(double perSecond) {
      flat = perSecond > best * RISE ? 0 : flat + 1;
      best = Math.max(best, perSecond);
    }

    /// True where none of the last runs was clearly faster than all before.
    boolean isFlat() {
      return flat >= FLAT_RUNS;
    }
  }
}
