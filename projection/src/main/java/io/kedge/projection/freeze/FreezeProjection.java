package io.kedge.projection.freeze;

import static io.kedge.projection.jooq.Tables.FREEZES;

import io.kedge.contract.Event;
import io.kedge.freeze.FreezeEvent;
import io.kedge.freeze.FreezeHistory;
import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import io.kedge.projection.history.History;
import io.kedge.projection.jooq.tables.records.FreezesRecord;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/// Everything that was ever frozen, and whether it still is.
public final class FreezeProjection implements Projection {
  @Override
  public String name() {
    return FreezeSubject.CONCEPT;
  }

  @Override
  public Set<String> tags() {
    return FreezeEvent.FORMAT.tags();
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition at) {
    switch (FreezeEvent.decode(event.body())) {
      case FreezeEvent.Frozen(var subject, var by, var authority, var order) -> {
        put(db, subject, history(db, subject).begin(at.time(), by, authority, order), at);
        told(db, subject, event, at, order.reason());
      }
      case FreezeEvent.Unfrozen(var subject, _, _, var order) -> {
        put(db, subject, history(db, subject).end(at.time()), at);
        told(db, subject, event, at, order.reason());
      }
    }
  }

  /// A freeze of a party or an asset is part of that one's story too.
  private static void told(
      DSLContext db, FreezeSubject subject, Event event, EventPosition at, String reason) {
    String kind = subject.kind().name().toLowerCase(Locale.ROOT);
    History.add(db, FreezeSubject.CONCEPT, id(subject), event, at, Optional.of(reason));
    History.add(db, kind, subject.id(), event, at, Optional.of(reason));
  }

  /// The id of a subject in the stories: ids of different kinds may be the same.
  static String id(FreezeSubject subject) {
    return subject.kind() + " " + subject.id();
  }

  private static FreezeHistory history(DSLContext db, FreezeSubject subject) {
    FreezesRecord row =
        db.fetchOne(FREEZES, FREEZES.KIND.eq(subject.kind().name()), FREEZES.ID.eq(subject.id()));
    return row == null ? FreezeHistory.NONE : FreezeHistory.decode(Bytes.wrap(row.getEntry()));
  }

  private static void put(
      DSLContext db, FreezeSubject subject, FreezeHistory history, EventPosition at) {
    FreezeHistory.Period last = history.periods().getLast();
    FreezesRecord row = db.newRecord(FREEZES);
    row.setKind(subject.kind().name());
    row.setId(subject.id());
    row.setFrozen(history.frozen());
    row.setSince(last.from().millis());
    row.setEndedAt(last.until().map(LedgerTime::millis).orElse(null));
    row.setByParty(last.by().value());
    row.setAuthority(last.authority().name());
    row.setReason(last.order().reason());
    row.setPeriods(history.periods().size());
    row.setEntry(history.encoded().toArray());
    row.setChangedHeight(at.height());
    row.merge();
  }
}
