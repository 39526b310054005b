package io.kedge.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Change;
import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.contract.MapView;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// The working state against plain maps, one for each height.
class WorkingStateProperties {
  private static Key key(int number) {
    return Key.of("note", Integer.toString(number));
  }

  private static List<Change> changes(Random random) {
    var changes = new TreeMap<Key, Change>();
    for (int i = random.nextInt(5); i > 0; i--) {
      Key key = key(random.nextInt(30));
      changes.put(
          key,
          random.nextInt(3) == 0
              ? new Change.Delete(key)
              : new Change.Put(key, Bytes.utf8("v" + random.nextInt(1_000))));
    }
    return List.copyOf(changes.values());
  }

  private static void compare(LedgerView view, MapView model, Random random) {
    for (int i = 0; i < 30; i++) {
      assertThat(view.get(key(i))).as("key %s", i).isEqualTo(model.get(key(i)));
      assertThat(view.read(key(i), Bytes::text)).isEqualTo(model.read(key(i), Bytes::text));
    }
    String after = random.nextBoolean() ? "note/" : key(random.nextInt(30)).value();
    for (int limit : List.of(1, 2, 5, 100)) {
      assertThat(view.range("note/", after, limit)).isEqualTo(model.range("note/", after, limit));
      assertThat(view.range("note/1", after, limit)).isEqualTo(model.range("note/1", after, limit));
    }
  }

  private static MapView copy(MapView of) {
    var copy = new MapView();
    List<Change> all = new ArrayList<>();
    of.entries().forEach((key, value) -> all.add(new Change.Put(key, value)));
    copy.apply(all);
    return copy;
  }

  @Property(tries = 150)
  void everyHeightIsSeenAsItWas(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 20) int cleanMax) {
    var random = new Random(seed);
    var store = new MemoryStateStore();
    List<String> resident = random.nextBoolean() ? List.of("note") : List.of();
    var state = new WorkingState(store, cleanMax, resident);
    var models = new ArrayList<MapView>();
    models.add(new MapView());
    int durable = 0;
    var waiting = new ArrayDeque<WorkingState.Layer>();
    for (int height = 1; height < 40; height++) {
      var model = copy(models.getLast());
      state.begin();
      for (int command = random.nextInt(4); command > 0; command--) {
        var changes = changes(random);
        state.apply(changes);
        model.apply(changes);
        compare(state.executing(), model, random);
      }
      state.end();
      models.add(model);
      if (random.nextInt(4) == 0) {
        waiting.add(state.collect());
      }
      if (random.nextInt(3) == 0) {
        durable += random.nextInt(height - durable + 1);
        state.durable(durable);
      }
      while (!waiting.isEmpty() && waiting.getFirst().height() <= durable) {
        var layer = waiting.removeFirst();
        var applied = new Applied("test", layer.height(), Digest.ZERO, Digest.ZERO);
        store.write(new StateWrite(applied, layer.entries(), layer.commands(), Map.of()));
        state.stored(layer.height());
        // From here on the committed view shows at least what is stored.
      }
      compare(state.committed(), models.get(durable), random);
    }
  }

  private static CommandId id(int number) {
    return new CommandId(Digest.of(Bytes.utf8("command " + number)));
  }

  /// Commands wait between being looked for and being executed, while what was decided moves from
  /// memory to the store.
  @Property(tries = 200)
  void aCommandThatWasDecidedIsNeverTakenForNew(@ForAll long seed) {
    var random = new Random(seed);
    var store = new MemoryStateStore();
    var state = new WorkingState(store, 5);
    var decided = new HashSet<CommandId>();
    var asked = new ArrayDeque<WorkingState.Asked>();
    for (int height = 1; height < 60; height++) {
      state.begin();
      var batch = new ArrayList<WorkingState.Asked>();
      while (!asked.isEmpty() && random.nextInt(3) > 0) {
        batch.add(asked.removeFirst());
      }
      batch.add(new WorkingState.Asked(id(random.nextInt(40)), WorkingState.NEVER_ASKED));
      Set<CommandId> expected =
          batch.stream()
              .map(WorkingState.Asked::id)
              .filter(decided::contains)
              .collect(Collectors.toSet());
      assertThat(state.executed(batch)).isEqualTo(expected);
      for (WorkingState.Asked one : batch) {
        if (decided.add(one.id())) {
          state.decided(one.id(), new CommandRecord(height, 0, "accepted"));
        }
      }
      state.end();
      state.durable(height);
      if (random.nextInt(3) == 0) {
        var layer = state.collect();
        var applied = new Applied("test", layer.height(), Digest.ZERO, Digest.ZERO);
        store.write(new StateWrite(applied, layer.entries(), layer.commands(), Map.of()));
        state.stored(layer.height());
      }
      for (int more = random.nextInt(4); more > 0; more--) {
        CommandId id = id(random.nextInt(40));
        long clock = state.clock();
        if (state.command(id).isEmpty()) {
          asked.add(new WorkingState.Asked(id, clock));
        }
      }
    }
  }

  @Property(tries = 20)
  void prefetchedEntriesAreThoseOfTheStore(@ForAll long seed) {
    var random = new Random(seed);
    var store = new MemoryStateStore();
    var entries = new TreeMap<Key, Optional<Bytes>>();
    for (int i = 0; i < 20; i++) {
      entries.put(key(random.nextInt(30)), Optional.of(Bytes.utf8("stored" + i)));
    }
    var applied = new Applied("test", 7, Digest.ZERO, Digest.ZERO);
    store.write(new StateWrite(applied, entries, Map.of(), Map.of()));
    List<String> resident = random.nextBoolean() ? List.of("note") : List.of();
    var state = new WorkingState(store, 1_000, resident);
    assertThat(state.height()).isEqualTo(7);
    state.prefetch(List.of(key(1), key(2), key(3)));
    for (int i = 0; i < 30; i++) {
      assertThat(state.executing().get(key(i))).isEqualTo(store.get(key(i)));
    }
  }
}
