package io.kedge.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Ways to keys, against the root by its definition and against a slow twin.
class StatePathProperties {
  private static final Applied NOWHERE = new Applied("test", 0, Digest.ZERO, Digest.ZERO);

  private static Key key(int number) {
    return Key.of("note", Integer.toString(number));
  }

  @Property(tries = 40)
  void everyWayLeadsToTheRootAndTellsWhatIsThere(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 500) int keys,
      @ForAll @IntRange(min = 1, max = 40) int pagesMax) {
    var random = new Random(seed);
    var store = new MemoryStateStore();
    var tree = new StateTree(store::pages, pagesMax);
    var state = new TreeMap<Key, Bytes>();
    for (int round = 0; round < 6; round++) {
      var changes = new HashMap<Key, Optional<Bytes>>();
      for (int i = random.nextInt(1 + keys); i > 0; i--) {
        Bytes value = Bytes.utf8("v" + random.nextInt(9));
        changes.put(
            key(random.nextInt(keys)),
            random.nextInt(3) == 0 ? Optional.empty() : Optional.of(value));
      }
      tree.update(changes);
      changes.forEach(
          (key, value) -> value.ifPresentOrElse(v -> state.put(key, v), () -> state.remove(key)));
      if (random.nextBoolean()) {
        store.write(new StateWrite(NOWHERE, Map.of(), Map.of(), tree.handOut()));
        tree.stored(tree.handOuts());
      }
      for (int i = 0; i < 30; i++) {
        requireWay(tree, state, key(random.nextInt(keys + 20)));
      }
    }
  }

  private static void requireWay(StateTree tree, TreeMap<Key, Bytes> state, Key key) {
    StatePath path = StatePaths.to(key, paths -> paths.stream().map(tree::page).toList());
    Digest hash = StatePath.keyHash(key);
    Bytes value = state.get(key);
    assertThat(path.root(hash)).isEqualTo(PlainStateRoot.of(state));
    assertThat(path.tellsPresence(hash)).contains(value != null);
    if (value != null) {
      assertThat(path.end()).isEqualTo(StatePath.entry(hash, value));
      var other = new StatePath(StatePath.entry(hash, Bytes.utf8("other")), path.siblings());
      assertThat(other.root(hash)).isNotEqualTo(PlainStateRoot.of(state));
    }
  }

  /// Key hashes that no key has: neighbours that differ only in one bit, as far down as the last.
  @Property(tries = 60)
  void waysAreThoseOfTheTwinHoweverLongTheCommonBeginnings(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 9) int entries) {
    var random = new Random(seed);
    var known = new TreeMap<Digest, Digest>();
    Digest near = digest(random);
    for (int i = 0; i < entries; i++) {
      Digest key = random.nextInt(4) == 0 ? digest(random) : flipped(near, random);
      known.put(key, digest(random));
      near = random.nextBoolean() ? key : near;
    }
    var slow = new SlowStateTree(known);
    for (int i = 0; i < 12; i++) {
      Digest wanted =
          i < 6 || known.isEmpty()
              ? flipped(near, random)
              : List.copyOf(known.keySet()).get(random.nextInt(known.size()));
      StatePath path = StatePaths.to(wanted, paths -> paths.stream().map(slow::page).toList());
      assertThat(path).isEqualTo(slow.path(wanted));
      assertThat(path.root(wanted)).isEqualTo(slow.root());
      assertThat(path.tellsPresence(wanted)).contains(known.containsKey(wanted));
    }
  }

  private static Digest digest(Random random) {
    byte[] bytes = new byte[Digest.SIZE];
    random.nextBytes(bytes);
    return new Digest(Bytes.wrap(bytes));
  }

  private static Digest flipped(Digest near, Random random) {
    byte[] bytes = near.bytes().toArray();
    int bit = random.nextInt(8 * Digest.SIZE);
    bytes[bit / 8] ^= (byte) (0x80 >> bit % 8);
    return new Digest(Bytes.wrap(bytes));
  }

  /// The leaf of another key proves nothing where it cannot stand.
  @Test
  void anEntryThatBelongsElsewhereTellsNothing() {
    Digest low = new Digest(Bytes.wrap(new byte[Digest.SIZE]));
    byte[] high = new byte[Digest.SIZE];
    high[0] = (byte) 0x80;
    var end = new StatePath.End.Entry(low, Digest.ZERO);
    Digest wanted = new Digest(Bytes.wrap(high));
    assertThat(new StatePath(end, List.of()).tellsPresence(wanted)).contains(false);
    assertThat(new StatePath(end, List.of(Digest.ZERO)).tellsPresence(wanted)).isEmpty();
    assertThat(new StatePath(end, List.of(Digest.ZERO)).tellsPresence(low)).contains(true);
  }

  @Test
  void aMissingOrBrokenPageIsDamage() {
    var store = new MemoryStateStore();
    var tree = new StateTree(store::pages, 10);
    var changes = new HashMap<Key, Optional<Bytes>>();
    for (int i = 0; i < 200; i++) {
      changes.put(key(i), Optional.of(Bytes.utf8("v")));
    }
    tree.update(changes);
    StateTree.Pages rootOnly =
        paths -> paths.stream().map(path -> path.at(0) == 0 ? tree.page(path) : empty()).toList();
    assertThatThrownBy(() -> StatePaths.to(key(1), rootOnly))
        .isInstanceOf(StateDamagedException.class);
    assertThatThrownBy(() -> StatePaths.to(key(1), paths -> List.of(Optional.of(Bytes.EMPTY))))
        .isInstanceOf(StateDamagedException.class);
  }

  private static Optional<Bytes> empty() {
    return Optional.empty();
  }
}
