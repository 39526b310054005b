package io.kedge.projection.catalogue;

import static io.kedge.projection.jooq.Tables.CATALOGUE_ENTRIES;
import static io.kedge.projection.jooq.Tables.RIGHT_TYPES;

import io.kedge.catalogue.CatalogueEntry;
import io.kedge.catalogue.CatalogueEvent;
import io.kedge.catalogue.RightType;
import io.kedge.contract.Event;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Texts;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import io.kedge.projection.SearchText;
import io.kedge.projection.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;

/// The catalogue as the ledger has it.
public final class CatalogueProjection implements Projection {
  static final String CONCEPT = "catalogue";
  static final String RIGHT_TYPE = "rightType";

  @Override
  public String name() {
    return CONCEPT;
  }

  @Override
  public Set<String> tags() {
    return CatalogueEvent.FORMAT.tags();
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition at) {
    switch (CatalogueEvent.decode(event.body())) {
      case CatalogueEvent.EntryPut(var entry, var by) -> {
        put(db, entry, by, at);
        History.add(db, CONCEPT, entry.id().value(), event, at);
      }
      case CatalogueEvent.RightTypePut(var type, var by) -> {
        put(db, type, by, at);
        History.add(db, RIGHT_TYPE, type.id().value(), event, at);
      }
    }
  }

  private static void put(DSLContext db, CatalogueEntry entry, PartyId by, EventPosition at) {
    var row = db.newRecord(CATALOGUE_ENTRIES);
    row.setId(entry.id().value());
    row.setNameZh(in(entry.names(), "zh-CN"));
    row.setNameEn(in(entry.names(), "en"));
    row.setCategory(entry.category().name());
    row.setFamily(entry.family().name());
    row.setMayAnchor(entry.mayAnchor());
    row.setRetired(entry.retired());
    row.setSearch(SearchText.pieces(texts(entry)));
    row.setEntry(entry.encoded().toArray());
    row.setChangedAt(at.time().millis());
    row.setChangedBy(by.value());
    row.setChangedHeight(at.height());
    row.merge();
  }

  private static List<String> texts(CatalogueEntry entry) {
    var texts = new ArrayList<String>();
    texts.add(entry.id().value());
    texts.addAll(entry.names().wordings().values());
    texts.addAll(entry.attributes().values().values());
    return texts;
  }

  private static void put(DSLContext db, RightType type, PartyId by, EventPosition at) {
    var row = db.newRecord(RIGHT_TYPES);
    row.setId(type.id().value());
    row.setNameZh(in(type.names(), "zh-CN"));
    row.setNameEn(in(type.names(), "en"));
    row.setRetired(type.retired());
    row.setEntry(type.encoded().toArray());
    row.setChangedAt(at.time().millis());
    row.setChangedBy(by.value());
    row.setChangedHeight(at.height());
    row.merge();
  }

  /// The wording in a language; the contracts ask for both.
  private static String in(Texts names, String language) {
    String wording = names.wordings().get(language);
    return wording == null ? "" : wording;
  }
}
