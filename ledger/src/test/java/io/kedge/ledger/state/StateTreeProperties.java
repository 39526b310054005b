package io.kedge.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// The paged tree against its slow twin.
class StateTreeProperties {
  private static final Applied NOWHERE = new Applied("test", 0, Digest.ZERO, Digest.ZERO);

  private static Key key(int number) {
    return Key.of("note", Integer.toString(number));
  }

  private static Map<Key, Optional<Bytes>> batch(Random random, int keys, int size, int deletes) {
    var changes = new HashMap<Key, Optional<Bytes>>();
    for (int i = 0; i < size; i++) {
      boolean delete = random.nextInt(100) < deletes;
      changes.put(
          key(random.nextInt(keys)),
          delete ? Optional.empty() : Optional.of(Bytes.utf8("v" + random.nextInt(5))));
    }
    return changes;
  }

  private static void apply(TreeMap<Key, Bytes> state, Map<Key, Optional<Bytes>> changes) {
    changes.forEach(
        (key, value) ->
            value.ifPresentOrElse(present -> state.put(key, present), () -> state.remove(key)));
  }

  @Property(tries = 60)
  void theRootIsThatOfTheSetOfEntriesWhateverWasStoredAndForgotten(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 600) int keys,
      @ForAll @IntRange(min = 0, max = 90) int deletes,
      @ForAll @IntRange(min = 1, max = 40) int pagesMax) {
    var random = new Random(seed);
    var store = new MemoryStateStore();
    var tree = new StateTree(store::pages, pagesMax);
    var state = new TreeMap<Key, Bytes>();
    for (int round = 0; round < 12; round++) {
      var changes = batch(random, keys, random.nextInt(1 + keys / 2), deletes);
      tree.update(changes);
      apply(state, changes);
      assertThat(tree.root()).isEqualTo(PlainStateRoot.of(state));
      if (random.nextBoolean()) {
        store.write(new StateWrite(NOWHERE, Map.of(), Map.of(), tree.handOut()));
        tree.stored(tree.handOuts());
      }
      if (random.nextInt(4) == 0) {
        store.write(new StateWrite(NOWHERE, Map.of(), Map.of(), tree.handOut()));
        tree = new StateTree(store::pages, pagesMax);
        assertThat(tree.root()).isEqualTo(PlainStateRoot.of(state));
      }
    }
    var all = new HashMap<Key, Optional<Bytes>>();
    state.keySet().forEach(key -> all.put(key, Optional.empty()));
    tree.update(all);
    assertThat(tree.root()).isEqualTo(Digest.ZERO);
    store.write(new StateWrite(NOWHERE, Map.of(), Map.of(), tree.handOut()));
    var left = new ArrayList<Bytes>();
    store.forEachPage((path, page) -> left.add(path));
    assertThat(left).isSubsetOf(PagePath.ROOT);
  }

  @Property(tries = 40)
  void theRootDoesNotDependOnTheOrderOfChanges(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int keys) {
    var random = new Random(seed);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      order.add(i);
    }
    var state = new TreeMap<Key, Bytes>();
    order.forEach(i -> state.put(key(i), Bytes.utf8("v" + i)));
    Collections.shuffle(order, random);
    var tree = new StateTree(new MemoryStateStore()::pages, 10);
    for (int i : order) {
      tree.update(Map.of(key(i), Optional.of(Bytes.utf8("v" + i))));
      tree.update(Map.of(key(keys + i), Optional.of(Bytes.utf8("gone"))));
      tree.update(Map.of(key(keys + i), Optional.empty()));
    }
    assertThat(tree.root()).isEqualTo(PlainStateRoot.of(state));
  }

  @Test
  void pagesNotInUseAreLetGoOnceStored() {
    var store = new MemoryStateStore();
    var tree = new StateTree(store::pages, 50);
    var changes = new HashMap<Key, Optional<Bytes>>();
    for (int i = 0; i < 5_000; i++) {
      changes.put(key(i), Optional.of(Bytes.utf8("v")));
    }
    tree.update(changes);
    int all = tree.pagesInMemory();
    tree.stored(0);
    assertThat(tree.pagesInMemory()).as("nothing is stored yet").isEqualTo(all);
    store.write(new StateWrite(NOWHERE, Map.of(), Map.of(), tree.handOut()));
    for (int round = 0; round < 20; round++) {
      tree.update(Map.of(key(round), Optional.of(Bytes.utf8("w"))));
    }
    tree.stored(tree.handOuts());
    assertThat(tree.pagesInMemory()).isLessThan(200);
  }
}
