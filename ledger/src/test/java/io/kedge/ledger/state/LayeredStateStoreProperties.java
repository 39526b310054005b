package io.kedge.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// A store with a layer over it against one that took all the writes itself.
class LayeredStateStoreProperties {
  private static StateWrite write(Random random, long height) {
    var entries = new HashMap<Key, Optional<Bytes>>();
    var pages = new HashMap<Bytes, Optional<Bytes>>();
    for (int i = 0; i < 12; i++) {
      Optional<Bytes> value =
          random.nextInt(3) == 0
              ? Optional.empty()
              : Optional.of(Bytes.utf8("v" + random.nextInt(99)));
      entries.put(key(random), value);
      pages.put(Bytes.of((byte) 1, (byte) random.nextInt(20)), value);
    }
    return new StateWrite(
        new Applied("test", height, Digest.ZERO, Digest.ZERO), entries, Map.of(), pages);
  }

  private static Key key(Random random) {
    return Key.of(random.nextBoolean() ? "note" : "lock", "n" + random.nextInt(30));
  }

  @Property(tries = 100)
  void itReadsAsIfAllWereInOneStore(@ForAll long seed) {
    var random = new Random(seed);
    var base = new MemoryStateStore();
    var whole = new MemoryStateStore();
    StateWrite first = write(random, 1);
    base.write(first);
    whole.write(first);
    var layered = new LayeredStateStore(base);
    var untouched = entries(base);
    for (int height = 2; height < 5; height++) {
      StateWrite next = write(random, height);
      layered.write(next);
      whole.write(next);
      assertThat(layered.applied()).isEqualTo(whole.applied());
      assertThat(entries(layered)).isEqualTo(entries(whole));
      for (int i = 0; i < 10; i++) {
        Key key = key(random);
        assertThat(layered.getAll(List.of(key, key(random))).getFirst()).isEqualTo(whole.get(key));
        String after = random.nextBoolean() ? "" : key.value();
        String prefix = key.concept() + "/" + (random.nextBoolean() ? "" : "n1");
        int limit = 1 + random.nextInt(9);
        assertThat(layered.range(prefix, after, limit))
            .isEqualTo(whole.range(prefix, after, limit));
        List<Bytes> page = List.of(Bytes.of((byte) 1, (byte) random.nextInt(20)));
        assertThat(layered.pages(page)).isEqualTo(whole.pages(page));
      }
    }
    assertThat(entries(base)).isEqualTo(untouched);
  }

  private static TreeMap<Key, Bytes> entries(StateStore store) {
    var all = new TreeMap<Key, Bytes>();
    store.forEachEntry(all::put);
    return all;
  }
}
