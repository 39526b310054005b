package io.kedge.projection.offering;

import static io.kedge.projection.jooq.Tables.STANDSTILLS;

import io.kedge.contract.Event;
import io.kedge.freeze.FreezeEvent;
import io.kedge.freeze.FreezeHistory;
import io.kedge.freeze.FreezeHistory.Period;
import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.Bytes;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/// When the clocks of frozen things stood still (format.md "Freeze").
final class StandstillProjection implements Projection {
  @Override
  public String name() {
    return "standstill";
  }

  @Override
  public Set<String> tags() {
    return FreezeEvent.FORMAT.tags();
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition position) {
    switch (FreezeEvent.decode(event.body())) {
      case FreezeEvent.Frozen(var subject, var by, var authority, var order) -> {
        var periods = new ArrayList<>(periods(db, subject));
        periods.add(new Period(position.time(), Optional.empty(), by, authority, order));
        write(db, subject, new FreezeHistory(periods), position);
      }
      case FreezeEvent.Unfrozen(var subject, var _, var _, var _) -> {
        var periods = new ArrayList<>(periods(db, subject));
        Period last = periods.removeLast();
        periods.add(
            new Period(
                last.from(),
                Optional.of(position.time()),
                last.by(),
                last.authority(),
                last.order()));
        write(db, subject, new FreezeHistory(periods), position);
      }
    }
  }

  private static List<Period> periods(DSLContext db, FreezeSubject subject) {
    return db.selectFrom(STANDSTILLS)
        .where(STANDSTILLS.KIND.eq(subject.kind().name()))
        .and(STANDSTILLS.SUBJECT.eq(subject.id()))
        .fetchOptional()
        .map(row -> FreezeHistory.decode(Bytes.of(row.getEntry())).periods())
        .orElse(List.of());
  }

  private static void write(
      DSLContext db, FreezeSubject subject, FreezeHistory history, EventPosition position) {
    db.insertInto(STANDSTILLS)
        .set(STANDSTILLS.KIND, subject.kind().name())
        .set(STANDSTILLS.SUBJECT, subject.id())
        .set(STANDSTILLS.FROZEN, history.frozen())
        .set(STANDSTILLS.ENTRY, history.encoded().toArray())
        .set(STANDSTILLS.HEIGHT, position.height())
        .onConflict(STANDSTILLS.KIND, STANDSTILLS.SUBJECT)
        .doUpdate()
        .setAllToExcluded()
        .execute();
  }
}
