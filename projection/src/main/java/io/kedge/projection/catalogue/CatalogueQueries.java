package io.kedge.projection.catalogue;

import static io.kedge.projection.jooq.Tables.CATALOGUE_ENTRIES;
import static io.kedge.projection.jooq.Tables.RIGHT_TYPES;

import io.kedge.catalogue.CatalogueEntry;
import io.kedge.catalogue.CatalogueId;
import io.kedge.catalogue.RightType;
import io.kedge.catalogue.RightTypeId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.projection.Listing;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.Reading;
import io.kedge.projection.SearchText;
import io.kedge.projection.history.HistoryQueries;
import io.kedge.projection.history.HistoryRow;
import io.kedge.projection.jooq.tables.records.CatalogueEntriesRecord;
import io.kedge.projection.jooq.tables.records.RightTypesRecord;
import java.util.ArrayList;
import java.util.Optional;
import org.jooq.Condition;

/// Questions about the catalogue, which is for everybody.
public final class CatalogueQueries {
  private static final Listing ENTRIES = Listing.ascending(CATALOGUE_ENTRIES.ID);
  private static final Listing TYPES = Listing.ascending(RIGHT_TYPES.ID);

  private CatalogueQueries() {}

  /// Entries in the order of their ids.
  public static Page<Changed<CatalogueEntry>> entries(
      Reading reading, CatalogueFilter filter, PageRequest request) {
    var conditions = new ArrayList<Condition>();
    filter.category().ifPresent(c -> conditions.add(CATALOGUE_ENTRIES.CATEGORY.eq(c.name())));
    filter.family().ifPresent(f -> conditions.add(CATALOGUE_ENTRIES.FAMILY.eq(f.name())));
    filter.mayAnchor().ifPresent(may -> conditions.add(CATALOGUE_ENTRIES.MAY_ANCHOR.eq(may)));
    filter.retired().ifPresent(over -> conditions.add(CATALOGUE_ENTRIES.RETIRED.eq(over)));
    filter
        .text()
        .map(SearchText::query)
        .ifPresent(pieces -> conditions.add(CATALOGUE_ENTRIES.SEARCH.contains(pieces)));
    return ENTRIES.fetch(
        reading.db().selectFrom(CATALOGUE_ENTRIES).where(conditions),
        request,
        reading.height(),
        CatalogueQueries::row);
  }

  /// One entry.
  public static Optional<Changed<CatalogueEntry>> entry(Reading reading, CatalogueId id) {
    return reading
        .db()
        .selectFrom(CATALOGUE_ENTRIES)
        .where(CATALOGUE_ENTRIES.ID.eq(id.value()))
        .fetchOptional(CatalogueQueries::row);
  }

  /// Types of rights in the order of their ids.
  ///
  /// @param retired only those that are retired, or only the others
  public static Page<Changed<RightType>> rightTypes(
      Reading reading, Optional<Boolean> retired, PageRequest request) {
    var conditions = new ArrayList<Condition>();
    retired.ifPresent(over -> conditions.add(RIGHT_TYPES.RETIRED.eq(over)));
    return TYPES.fetch(
        reading.db().selectFrom(RIGHT_TYPES).where(conditions),
        request,
        reading.height(),
        CatalogueQueries::row);
  }

  /// One type of rights.
  public static Optional<Changed<RightType>> rightType(Reading reading, RightTypeId id) {
    return reading
        .db()
        .selectFrom(RIGHT_TYPES)
        .where(RIGHT_TYPES.ID.eq(id.value()))
        .fetchOptional(CatalogueQueries::row);
  }

  /// What happened to an entry, the latest first.
  public static Page<HistoryRow> history(Reading reading, CatalogueId id, PageRequest request) {
    return HistoryQueries.of(reading, CatalogueProjection.CONCEPT, id.value(), request);
  }

  /// What happened to a type of rights, the latest first.
  public static Page<HistoryRow> history(Reading reading, RightTypeId id, PageRequest request) {
    return HistoryQueries.of(reading, CatalogueProjection.RIGHT_TYPE, id.value(), request);
  }

  private static Changed<CatalogueEntry> row(CatalogueEntriesRecord row) {
    return new Changed<>(
        CatalogueEntry.decode(Bytes.wrap(row.getEntry())),
        LedgerTime.of(row.getChangedAt()),
        new PartyId(row.getChangedBy()),
        row.getChangedHeight());
  }

  private static Changed<RightType> row(RightTypesRecord row) {
    return new Changed<>(
        RightType.decode(Bytes.wrap(row.getEntry())),
        LedgerTime.of(row.getChangedAt()),
        new PartyId(row.getChangedBy()),
        row.getChangedHeight());
  }
}
