package io.kedge.scenario.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Change;
import io.kedge.contract.Event;
import io.kedge.contract.Outcome;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Requirement;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// The events of a ledger tell every movement of value, from which the auditor keeps whole books.
@Requirement("C-33")
class AuditorProperties {
  private static final int STEPS = 40;

  @Property(tries = 60)
  void aTrueStreamBreaksNoLaw(@ForAll long seed) {
    assertThat(audit(new SmallMarket(seed).outcomes(STEPS))).isEmpty();
  }

  @Property(tries = 300)
  void aStreamWithOneChangeOrEventDroppedDoubledOrAlteredBreaksALaw(
      @ForAll long seed,
      @ForAll @IntRange(max = STEPS - 1) int step,
      @ForAll Tamper tamper,
      @ForAll @IntRange(max = 999) int which) {
    List<Outcome> stream = new ArrayList<>(new SmallMarket(seed).outcomes(STEPS));
    Outcome original = stream.get(step);
    stream.set(step, tamper.with(original, which));
    assertThat(audit(stream)).as("%s %d of %s", tamper, which, original).isNotEmpty();
  }

  private static List<Violation> audit(List<Outcome> stream) {
    var auditor = new Auditor(SmallMarket.genesis());
    var broken = new ArrayList<Violation>();
    for (int i = 0; i < stream.size(); i++) {
      broken.addAll(auditor.step("step " + i, SmallMarket.time(i), stream.get(i)));
    }
    return broken;
  }

  /// One thing wrong with the result of one command.
  enum Tamper {
    DROP_CHANGE,
    DOUBLE_CHANGE,
    ALTER_CHANGE,
    DROP_EVENT,
    DOUBLE_EVENT,
    ALTER_EVENT;

    Outcome with(Outcome outcome, int which) {
      var changes = new ArrayList<>(outcome.changes());
      var events = new ArrayList<>(outcome.events());
      int change = which % changes.size();
      int event = which % events.size();
      switch (this) {
        case DROP_CHANGE -> changes.remove(change);
        case DOUBLE_CHANGE -> changes.add(change, changes.get(change));
        case ALTER_CHANGE -> changes.set(change, altered(changes.get(change)));
        case DROP_EVENT -> events.remove(event);
        case DOUBLE_EVENT -> events.add(event, events.get(event));
        case ALTER_EVENT -> events.set(event, new Event(lastBitFlipped(events.get(event).body())));
      }
      return new Outcome(outcome.code(), outcome.detail(), changes, events);
    }

    private static Change altered(Change change) {
      return switch (change) {
        case Change.Put(var key, var value) -> new Change.Put(key, lastBitFlipped(value));
        case Change.Delete(var key) -> new Change.Put(key, Bytes.utf8("not gone"));
      };
    }

    private static Bytes lastBitFlipped(Bytes value) {
      byte[] bytes = value.toArray();
      bytes[bytes.length - 1] ^= 1;
      return Bytes.wrap(bytes);
    }
  }
}
