package io.kedge.projection.attestation;

import static io.kedge.projection.jooq.Tables.PARTIES;
import static io.kedge.projection.jooq.Tables.STATEMENTS;
import static io.kedge.projection.jooq.Tables.STATEMENT_SLOTS;

import io.kedge.attestation.Statement;
import io.kedge.attestation.Statements;
import io.kedge.contract.LedgerView;
import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.projection.Listing;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.Reading;
import io.kedge.projection.Viewer;
import io.kedge.projection.freeze.FreezeQueries;
import io.kedge.projection.history.HistoryQueries;
import io.kedge.projection.history.HistoryRow;
import io.kedge.projection.jooq.tables.records.StatementsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/// Questions about statements. One that took effect is for everybody, any other for its maker, for
/// whoever signed or may sign, and for those who see everything.
public final class AttestationQueries {
  private static final Listing LATEST_FIRST =
      Listing.descending(STATEMENTS.FILED_HEIGHT, STATEMENTS.FILED_INDEX, STATEMENTS.ID);
  private static final Listing OLDEST_FIRST =
      Listing.ascending(STATEMENTS.FILED_HEIGHT, STATEMENTS.FILED_INDEX, STATEMENTS.ID);
  private static final String OPEN = "OPEN";
  private static final String EFFECTIVE = "EFFECTIVE";

  private AttestationQueries() {}

  /// Statements, the latest first.
  public static Page<StatementRow> list(
      Reading reading, Viewer viewer, StatementFilter filter, PageRequest request) {
    var conditions = new ArrayList<Condition>();
    conditions.add(visible(viewer));
    filter.kind().ifPresent(kind -> conditions.add(STATEMENTS.KIND.eq(kind)));
    filter.subject().ifPresent(subject -> conditions.add(STATEMENTS.SUBJECT.eq(subject)));
    filter.asset().ifPresent(asset -> conditions.add(STATEMENTS.ASSET.eq(asset.value())));
    filter.maker().ifPresent(maker -> conditions.add(STATEMENTS.MAKER.eq(maker.value())));
    filter.state().ifPresent(state -> conditions.add(STATEMENTS.STATE.eq(state)));
    return judged(
        reading,
        LATEST_FIRST.fetch(
            reading.db().selectFrom(STATEMENTS).where(conditions),
            request,
            reading.height(),
            row -> row));
  }

  /// Statements that wait for a party's signature, the oldest first: it is named in an open place
  /// or holds the role of one that is for anybody. Those whose deadline has passed are left out, so
  /// a page can have fewer rows than asked for and the list go on all the same.
  public static Page<StatementRow> awaiting(Reading reading, PartyId party, PageRequest request) {
    Page<StatementRow> page =
        judged(
            reading,
            OLDEST_FIRST.fetch(
                reading
                    .db()
                    .selectFrom(STATEMENTS)
                    .where(STATEMENTS.STATE.eq(OPEN))
                    .and(hasPlace(party.value(), STATEMENT_SLOTS.SIGNED_BY.isNull()))
                    .and(STATEMENTS.ALLOW_SAME_PARTY.eq(true).or(DSL.not(signed(party.value())))),
                request,
                reading.height(),
                row -> row));
    return new Page<>(
        page.rows().stream().filter(StatementRow::takesSignatures).toList(),
        page.next(),
        page.height());
  }

  /// One statement; none where it is not for this viewer.
  public static Optional<StatementRow> find(Reading reading, Viewer viewer, StatementId id) {
    return reading
        .db()
        .selectFrom(STATEMENTS)
        .where(STATEMENTS.ID.eq(id.value()))
        .and(visible(viewer))
        .fetchOptional()
        .map(row -> judged(reading, row, FreezeQueries.ofAssets(reading, assets(List.of(row)))));
  }

  /// What happened to a statement, the latest first; who may see it has asked [#find] before.
  public static Page<HistoryRow> history(Reading reading, StatementId id, PageRequest request) {
    return HistoryQueries.of(reading, AttestationProjection.CONCEPT, id.value(), request);
  }

  private static Condition visible(Viewer viewer) {
    if (viewer.everything()) {
      return DSL.noCondition();
    }
    return STATEMENTS
        .STATE
        .eq(EFFECTIVE)
        .or(STATEMENTS.MAKER.eq(viewer.id()))
        .or(signed(viewer.id()))
        .or(hasPlace(viewer.id(), DSL.noCondition()));
  }

  private static Condition signed(String party) {
    return DSL.exists(
        DSL.selectOne()
            .from(STATEMENT_SLOTS)
            .where(STATEMENT_SLOTS.STATEMENT.eq(STATEMENTS.ID))
            .and(STATEMENT_SLOTS.SIGNED_BY.eq(party)));
  }

  private static Condition hasPlace(String party, Condition which) {
    Condition holdsRole =
        DSL.exists(
            DSL.selectOne()
                .from(PARTIES)
                .where(PARTIES.ID.eq(party))
                .and(STATEMENT_SLOTS.ROLE.eq(DSL.any(PARTIES.ROLES))));
    return DSL.exists(
        DSL.selectOne()
            .from(STATEMENT_SLOTS)
            .where(STATEMENT_SLOTS.STATEMENT.eq(STATEMENTS.ID))
            .and(which)
            .and(
                STATEMENT_SLOTS.PARTY.eq(party).or(STATEMENT_SLOTS.PARTY.isNull().and(holdsRole))));
  }

  private static Page<StatementRow> judged(Reading reading, Page<StatementsRecord> page) {
    LedgerView freezes = FreezeQueries.ofAssets(reading, assets(page.rows()));
    return page.map(row -> judged(reading, row, freezes));
  }

  private static List<AssetId> assets(List<StatementsRecord> rows) {
    return rows.stream().flatMap(row -> asset(row).stream()).distinct().toList();
  }

  private static Optional<AssetId> asset(StatementsRecord row) {
    return Optional.ofNullable(row.getAsset()).map(AssetId::new);
  }

  /// Whether it has lapsed is the contracts' own rule, asked with the freezes of its asset.
  private static StatementRow judged(Reading reading, StatementsRecord row, LedgerView freezes) {
    Statement statement = Statement.decode(Bytes.wrap(row.getEntry()));
    FreezeSubject[] clock =
        asset(row).stream().map(FreezeSubject::of).toArray(FreezeSubject[]::new);
    return new StatementRow(
        statement,
        asset(row),
        Statements.lapsed(statement, freezes, reading.time(), clock),
        row.getFiledHeight(),
        Optional.ofNullable(row.getEndedAt()).map(LedgerTime::of));
  }
}
