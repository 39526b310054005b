package io.kedge.projection.offering;

import static io.kedge.projection.jooq.Tables.STANDSTILLS;

import io.kedge.contract.Event;
import io.kedge.freeze.FreezeEvent;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
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
      case FreezeEvent.Frozen(var subject, var _, var _, var _) ->
          db.insertInto(STANDSTILLS)
              .set(STANDSTILLS.KIND, subject.kind().name())
              .set(STANDSTILLS.SUBJECT, subject.id())
              .set(STANDSTILLS.SINCE, position.time().millis())
              .set(STANDSTILLS.HEIGHT, position.height())
              .onConflict(STANDSTILLS.KIND, STANDSTILLS.SUBJECT, STANDSTILLS.SINCE)
              .doUpdate()
              .setNull(STANDSTILLS.UNTIL)
              .execute();
      case FreezeEvent.Unfrozen(var subject, var _, var _, var _) ->
          db.update(STANDSTILLS)
              .set(STANDSTILLS.UNTIL, position.time().millis())
              .where(STANDSTILLS.KIND.eq(subject.kind().name()))
              .and(STANDSTILLS.SUBJECT.eq(subject.id()))
              .and(STANDSTILLS.UNTIL.isNull())
              .execute();
    }
  }
}
