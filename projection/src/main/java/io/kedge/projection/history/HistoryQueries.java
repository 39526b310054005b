package io.kedge.projection.history;

import static io.kedge.projection.jooq.Tables.HISTORY;

import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.projection.Listing;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.Reading;
import io.kedge.projection.jooq.tables.records.HistoryRecord;
import java.util.Collection;
import java.util.Optional;
import org.jooq.Condition;

/// Reads what happened to a thing, the latest first. Who may see the thing is asked before.
public final class HistoryQueries {
  private static final Listing LATEST_FIRST =
      Listing.descending(HISTORY.HEIGHT, HISTORY.COMMAND_INDEX, HISTORY.N);

  private HistoryQueries() {}

  /// Events that touched a thing, the latest first.
  ///
  /// @param concept what kind of thing, for example `asset`
  public static Page<HistoryRow> of(
      Reading reading, String concept, String id, PageRequest request) {
    return of(reading, HISTORY.CONCEPT.eq(concept).and(HISTORY.ID.eq(id)), request);
  }

  /// The same, of some kinds of events only.
  ///
  /// @param tags which
  public static Page<HistoryRow> of(
      Reading reading, String concept, String id, Collection<String> tags, PageRequest request) {
    return of(
        reading,
        HISTORY.CONCEPT.eq(concept).and(HISTORY.ID.eq(id)).and(HISTORY.TAG.in(tags)),
        request);
  }

  private static Page<HistoryRow> of(Reading reading, Condition which, PageRequest request) {
    return LATEST_FIRST.fetch(
        reading.db().selectFrom(HISTORY).where(which),
        request,
        reading.height(),
        HistoryQueries::row);
  }

  private static HistoryRow row(HistoryRecord row) {
    return new HistoryRow(
        row.getHeight(),
        row.getCommandIndex(),
        row.getN(),
        row.getTag(),
        row.getCommandId(),
        row.getLeafIndex(),
        Optional.ofNullable(row.getByParty()).map(PartyId::new),
        LedgerTime.of(row.getTime()),
        Optional.ofNullable(row.getDetail()));
  }
}
