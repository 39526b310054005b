package io.kedge.projection.search;

import static io.kedge.projection.jooq.Tables.SEARCH_ENTRIES;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.trueCondition;

import io.kedge.projection.Listing;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.ReadModels;
import io.kedge.projection.SearchText;
import io.kedge.projection.Viewer;
import java.util.Collection;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/// Full text search, in Chinese and in languages with spaces.
public final class SearchQueries {
  private static final Listing NEWEST =
      Listing.descending(SEARCH_ENTRIES.CHANGED_HEIGHT, SEARCH_ENTRIES.KIND, SEARCH_ENTRIES.ID);

  private final ReadModels models;

  /// Queries over one ledger's read models.
  public SearchQueries(ReadModels models) {
    this.models = models;
  }

  /// Something found.
  ///
  /// @param kind what it is
  /// @param id its id
  /// @param titleZh its title in Chinese
  /// @param titleEn its title in English
  /// @param detail some more of its words
  /// @param status where it is in its life
  /// @param height the block that changed it last
  public record Row(
      SearchKind kind,
      String id,
      String titleZh,
      String titleEn,
      String detail,
      String status,
      long height) {}

  /// What has all the words of a query, what changed last first. A query without words finds
  /// nothing.
  ///
  /// @param kinds only these; empty for all
  public Page<Row> find(
      Viewer viewer, String query, Collection<SearchKind> kinds, PageRequest page) {
    String[] pieces = SearchText.query(query);
    if (pieces.length == 0) {
      return new Page<>(java.util.List.of(), Optional.empty(), models.position().height());
    }
    Condition condition =
        SEARCH_ENTRIES
            .PIECES
            .contains(pieces)
            .and(seen(viewer))
            .and(
                kinds.isEmpty()
                    ? noCondition()
                    : SEARCH_ENTRIES.KIND.in(kinds.stream().map(Enum::name).toList()));
    return models.read(
        (db, position) ->
            NEWEST.fetch(
                db.selectFrom(SEARCH_ENTRIES).where(condition),
                page,
                position.height(),
                row ->
                    new Row(
                        SearchKind.valueOf(row.getKind()),
                        row.getId(),
                        row.getTitleZh(),
                        row.getTitleEn(),
                        row.getDetail(),
                        row.getStatus(),
                        row.getChangedHeight())));
  }

  private static Condition seen(Viewer viewer) {
    if (viewer.everything()) {
      return trueCondition();
    }
    Condition open = SEARCH_ENTRIES.OPEN.isTrue();
    return viewer.party().isEmpty()
        ? open
        : open.or(overlap(viewer.id(), SearchProjection.MEMBERS));
  }

  private static Condition overlap(String... names) {
    return DSL.condition(
        "{0} && {1}", SEARCH_ENTRIES.VIEWERS, DSL.val(names, SEARCH_ENTRIES.VIEWERS));
  }
}
