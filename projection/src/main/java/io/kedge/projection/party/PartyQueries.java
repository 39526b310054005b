package io.kedge.projection.party;

import static io.kedge.projection.jooq.Tables.FREEZES;
import static io.kedge.projection.jooq.Tables.PARTIES;
import static io.kedge.projection.jooq.Tables.PARTY_DOCUMENTS;
import static io.kedge.projection.jooq.Tables.PARTY_EMPLOYEES;
import static io.kedge.projection.jooq.Tables.PARTY_KEYS;

import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.party.Employee;
import io.kedge.party.KeyRecord;
import io.kedge.party.Party;
import io.kedge.party.PartyDocument;
import io.kedge.projection.Listing;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.Reading;
import io.kedge.projection.Viewer;
import io.kedge.projection.history.HistoryQueries;
import io.kedge.projection.history.HistoryRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// Questions about parties. That a party exists, what it may act as and its public keys are for
/// everybody: whoever deals with it has to know. What it filed and who works for it, and what
/// happened to it, is for itself and for those who see everything.
public final class PartyQueries {
  private static final Field<Boolean> FROZEN =
      DSL.coalesce(FREEZES.FROZEN, DSL.inline(false)).as("is_frozen");

  private static final Listing ORDER = Listing.ascending(PARTIES.ID);

  private PartyQueries() {}

  /// Parties in the order of their ids.
  public static Page<PartyRow> list(Reading reading, PartyFilter filter, PageRequest request) {
    var conditions = new ArrayList<Condition>();
    filter.status().ifPresent(status -> conditions.add(PARTIES.STATUS.eq(status.name())));
    filter.kind().ifPresent(kind -> conditions.add(PARTIES.KIND.eq(kind.name())));
    filter
        .role()
        .ifPresent(role -> conditions.add(PARTIES.ROLES.contains(new String[] {role.name()})));
    filter.idStart().ifPresent(start -> conditions.add(PARTIES.ID.startsWith(start)));
    return ORDER.fetch(
        select(reading).where(conditions), request, reading.height(), PartyQueries::row);
  }

  /// One party.
  public static Optional<PartyRow> find(Reading reading, PartyId id) {
    return select(reading).where(PARTIES.ID.eq(id.value())).fetchOptional(PartyQueries::row);
  }

  /// A party's keys, ended ones too, in the order of their ids; at most [Page#ROWS_MAX].
  public static List<KeyRecord> keys(Reading reading, PartyId id) {
    return reading
        .db()
        .select(PARTY_KEYS.ENTRY)
        .from(PARTY_KEYS)
        .where(PARTY_KEYS.PARTY.eq(id.value()))
        .orderBy(PARTY_KEYS.ID)
        .limit(Page.ROWS_MAX)
        .fetch(row -> KeyRecord.decode(Bytes.wrap(row.value1())));
  }

  /// The names and digests of what a party filed; none for whom it is not.
  public static List<PartyDocument> documents(Reading reading, Viewer viewer, PartyId id) {
    if (!viewer.sees(id)) {
      return List.of();
    }
    return reading
        .db()
        .selectFrom(PARTY_DOCUMENTS)
        .where(PARTY_DOCUMENTS.PARTY.eq(id.value()))
        .orderBy(PARTY_DOCUMENTS.NAME)
        .limit(Page.ROWS_MAX)
        .fetch(row -> new PartyDocument(row.getName(), Digest.fromHex(row.getDigest())));
  }

  /// A party's employees in the order of their ids; none for whom it is not.
  public static List<Employee> employees(Reading reading, Viewer viewer, PartyId id) {
    if (!viewer.sees(id)) {
      return List.of();
    }
    return reading
        .db()
        .selectFrom(PARTY_EMPLOYEES)
        .where(PARTY_EMPLOYEES.PARTY.eq(id.value()))
        .orderBy(PARTY_EMPLOYEES.ID)
        .limit(Page.ROWS_MAX)
        .fetch(row -> Employee.decode(Bytes.wrap(row.getEntry())));
  }

  /// What happened to a party, the latest first; none for whom it is not.
  public static Page<HistoryRow> history(
      Reading reading, Viewer viewer, PartyId id, PageRequest request) {
    return viewer.sees(id)
        ? HistoryQueries.of(reading, PartyProjection.CONCEPT, id.value(), request)
        : new Page<>(List.of(), Optional.empty(), reading.height());
  }

  private static org.jooq.SelectOnConditionStep<Record> select(Reading reading) {
    return reading
        .db()
        .select(PARTIES.fields())
        .select(FROZEN)
        .from(PARTIES)
        .leftJoin(FREEZES)
        .on(FREEZES.ID.eq(PARTIES.ID), FREEZES.KIND.eq(FreezeSubject.Kind.PARTY.name()));
  }

  private static PartyRow row(Record found) {
    var row = found.into(PARTIES);
    Optional<PartyRow.Decision> decision =
        Optional.ofNullable(row.getDecidedAt())
            .map(
                at ->
                    new PartyRow.Decision(
                        LedgerTime.of(at),
                        new PartyId(row.getDecidedBy()),
                        row.getDecidedReason()));
    return new PartyRow(
        Party.decode(Bytes.wrap(row.getEntry())),
        row.getFounder(),
        found.get(FROZEN),
        LedgerTime.of(row.getRegisteredAt()),
        row.getRegisteredHeight(),
        decision);
  }
}
