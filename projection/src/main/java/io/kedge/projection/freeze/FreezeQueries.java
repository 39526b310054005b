package io.kedge.projection.freeze;

import static io.kedge.projection.jooq.Tables.FREEZES;

import io.kedge.contract.Change;
import io.kedge.contract.LedgerView;
import io.kedge.contract.MapView;
import io.kedge.freeze.FreezeHistory;
import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.projection.Listing;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.Reading;
import io.kedge.projection.Viewer;
import io.kedge.projection.history.HistoryQueries;
import io.kedge.projection.history.HistoryRow;
import io.kedge.projection.jooq.tables.records.FreezesRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/// Questions about freezes. That an asset or an instrument is frozen is for everybody who may deal
/// in it; that a party, a note, a lock or a voucher is, for the party itself, for who ordered it
/// and for those who see everything.
public final class FreezeQueries {
  private static final Listing ORDER = Listing.ascending(FREEZES.KIND, FREEZES.ID);
  private static final List<String> FOR_ALL =
      List.of(FreezeSubject.Kind.ASSET.name(), FreezeSubject.Kind.INSTRUMENT.name());

  private FreezeQueries() {}

  /// What is or was frozen, by kind and id.
  ///
  /// @param kind only subjects of this kind
  /// @param frozen only what is frozen now, or only what was
  public static Page<FreezeRow> list(
      Reading reading,
      Viewer viewer,
      Optional<FreezeSubject.Kind> kind,
      Optional<Boolean> frozen,
      PageRequest request) {
    var conditions = new ArrayList<Condition>();
    conditions.add(visible(viewer));
    kind.ifPresent(which -> conditions.add(FREEZES.KIND.eq(which.name())));
    frozen.ifPresent(now -> conditions.add(FREEZES.FROZEN.eq(now)));
    return ORDER.fetch(
        reading.db().selectFrom(FREEZES).where(conditions),
        request,
        reading.height(),
        FreezeQueries::row);
  }

  /// One subject; none where it was never frozen, or not for this viewer.
  public static Optional<FreezeRow> find(Reading reading, Viewer viewer, FreezeSubject subject) {
    return reading
        .db()
        .selectFrom(FREEZES)
        .where(FREEZES.KIND.eq(subject.kind().name()), FREEZES.ID.eq(subject.id()))
        .and(visible(viewer))
        .fetchOptional(FreezeQueries::row);
  }

  /// What happened to a subject, the latest first; who may see it has asked [#find] before.
  public static Page<HistoryRow> history(
      Reading reading, FreezeSubject subject, PageRequest request) {
    return HistoryQueries.of(reading, FreezeSubject.CONCEPT, FreezeProjection.id(subject), request);
  }

  /// The freezes of some assets, as the contracts read them: so that their clocks can be asked.
  public static LedgerView ofAssets(Reading reading, Collection<AssetId> assets) {
    var view = new MapView();
    var changes = new ArrayList<Change>();
    reading
        .db()
        .selectFrom(FREEZES)
        .where(FREEZES.KIND.eq(FreezeSubject.Kind.ASSET.name()))
        .and(FREEZES.ID.in(assets.stream().map(AssetId::value).toList()))
        .forEach(
            row ->
                changes.add(
                    new Change.Put(
                        FreezeSubject.of(new AssetId(row.getId())).key(),
                        Bytes.wrap(row.getEntry()))));
    view.apply(changes);
    return view;
  }

  private static Condition visible(Viewer viewer) {
    return viewer.everything()
        ? DSL.noCondition()
        : FREEZES
            .KIND
            .in(FOR_ALL)
            .or(FREEZES.KIND.eq(FreezeSubject.Kind.PARTY.name()).and(FREEZES.ID.eq(viewer.id())))
            .or(FREEZES.BY_PARTY.eq(viewer.id()));
  }

  private static FreezeRow row(FreezesRecord row) {
    return new FreezeRow(
        new FreezeSubject(FreezeSubject.Kind.valueOf(row.getKind()), row.getId()),
        FreezeHistory.decode(Bytes.wrap(row.getEntry())),
        row.getChangedHeight());
  }
}
