package io.kedge.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Change;
import io.kedge.contract.MapView;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.party.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// The clock of a thing that stands still while one of its subjects is frozen, beside a twin that
/// looks at every millisecond.
class FreezeClockProperties {
  private static final PartyId COURT = new PartyId("court");
  private static final List<FreezeSubject> SUBJECTS =
      List.of(
          FreezeSubject.of(new AssetId("tea")),
          FreezeSubject.of(new NoteId("note")),
          FreezeSubject.of(new PartyId("house")));

  /// Frozen at the first moment, unfrozen at the second, frozen at the third and so on.
  @Provide
  Arbitrary<List<Integer>> turns() {
    return Arbitraries.integers()
        .between(0, 60)
        .list()
        .ofMaxSize(7)
        .map(
            list -> {
              Collections.sort(list);
              return list;
            });
  }

  private static FreezeHistory history(List<Integer> turns) {
    FreezeHistory history = FreezeHistory.NONE;
    for (int turn : turns) {
      LedgerTime at = LedgerTime.of(turn);
      history =
          history.frozen()
              ? history.end(at)
              : history.begin(
                  at, COURT, Role.REGULATOR, new FreezeOrder("x", Digest.ZERO, Optional.empty()));
    }
    return history;
  }

  private static boolean frozenAt(int moment, List<Integer> turns) {
    return turns.stream().filter(turn -> turn <= moment).count() % 2 == 1;
  }

  @Property(tries = 500)
  @Requirement("I-15")
  void theClockStandsStillExactlyWhileOneOfTheSubjectsIsFrozen(
      @ForAll("turns") List<Integer> first,
      @ForAll("turns") List<Integer> second,
      @ForAll("turns") List<Integer> third,
      @ForAll @IntRange(max = 60) int since,
      @ForAll @IntRange(max = 40) int lasts) {
    List<List<Integer>> turns = List.of(first, second, third);
    int now = since + lasts;
    var view = new MapView();
    for (int i = 0; i < turns.size(); i++) {
      // Nothing of the future is in the state.
      List<Integer> known = turns.get(i).stream().filter(turn -> turn <= now).toList();
      view.apply(List.of(new Change.Put(SUBJECTS.get(i).key(), history(known).encoded())));
    }
    var stopped = new TreeSet<Integer>();
    for (int moment = since; moment < now; moment++) {
      for (List<Integer> each : turns) {
        if (frozenAt(moment, each)) {
          stopped.add(moment);
        }
      }
    }
    LedgerTime clock =
        Freezes.clock(
            view, LedgerTime.of(now), LedgerTime.of(since), SUBJECTS.toArray(FreezeSubject[]::new));
    assertThat(clock).isEqualTo(LedgerTime.of(now - stopped.size()));
  }

  @Property(tries = 200)
  void aHistoryIsReadAsItWasWritten(@ForAll("turns") List<Integer> turns) {
    FreezeHistory history = history(new ArrayList<>(turns));
    assertThat(FreezeHistory.decode(history.encoded())).isEqualTo(history);
    assertThat(history.frozen()).isEqualTo(turns.size() % 2 == 1);
  }
}
