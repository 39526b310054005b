package io.kedge.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// The root of a stream beside the one straight from the definition.
class StateRootBuilderProperties {
  private static TreeMap<Key, Bytes> entries(int count, long seed) {
    var random = new Random(seed);
    var entries = new TreeMap<Key, Bytes>();
    for (int i = 0; i < count; i++) {
      var value = new byte[random.nextInt(40)];
      random.nextBytes(value);
      entries.put(Key.of("box", "b" + random.nextInt(1 << 20)), Bytes.wrap(value));
    }
    return entries;
  }

  @Property(tries = 120)
  void aStreamHasTheRootOfTheSet(@ForAll @IntRange(max = 300) int count, @ForAll long seed) {
    var entries = entries(count, seed);
    var builder = new StateRootBuilder();
    entries.entrySet().stream()
        .sorted(
            (a, b) ->
                Arrays.compareUnsigned(
                    StateRootBuilder.path(a.getKey()), StateRootBuilder.path(b.getKey())))
        .forEach(entry -> builder.add(entry.getKey(), entry.getValue()));
    assertThat(builder.root()).isEqualTo(PlainStateRoot.of(entries));
    assertThat(builder.count()).isEqualTo(entries.size());
  }

  @Example
  void anotherOrderIsRefused() {
    var builder = new StateRootBuilder();
    builder.add(Key.of("box", "a"), Bytes.EMPTY);
    assertThatThrownBy(() -> builder.add(Key.of("box", "a"), Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
