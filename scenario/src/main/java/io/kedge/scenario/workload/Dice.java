package io.kedge.scenario.workload;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// All chance of a workload, from its seed.
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /// True once in so many times.
  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /// A number from `from` to `to`, both included.
  long between(long from, long to) {
    return random.nextLong(from, to + 1);
  }

  /// A number from 0 to below `bound`.
  int below(int bound) {
    return random.nextInt(bound);
  }

  /// One of these.
  @SafeVarargs
  final <T> T of(T... values) {
    return values[random.nextInt(values.length)];
  }

  /// One of them, if there is any.
  <T> Optional<T> pick(Collection<T> values) {
    return values.isEmpty()
        ? Optional.empty()
        : values.stream().skip(random.nextInt(values.size())).findFirst();
  }

  /// Between 1 and `most` of them, each once, in their order.
  <T> List<T> some(Collection<T> values, int most) {
    var rest = new ArrayList<>(values);
    int wanted = Math.min(rest.size(), 1 + random.nextInt(most));
    while (rest.size() > wanted) {
      rest.remove(random.nextInt(rest.size()));
    }
    return rest;
  }
}
