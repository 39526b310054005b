package io.kedge.server.catalogue;

import io.kedge.catalogue.CatalogueEntry;
import io.kedge.catalogue.CatalogueId;
import io.kedge.catalogue.Category;
import io.kedge.catalogue.Family;
import io.kedge.projection.Cursor;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.catalogue.CatalogueFilter;
import io.kedge.projection.catalogue.CatalogueQueries;
import io.kedge.projection.catalogue.Changed;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.catalogue.CatalogueViews.EntryPage;
import io.kedge.server.catalogue.CatalogueViews.EntryView;
import io.kedge.server.store.HistoryPage;
import io.kedge.server.store.ReadDesk;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The catalogue, for everybody.
@RestController
@RequestMapping(path = "/api/v1/catalogue", produces = MediaType.APPLICATION_JSON_VALUE)
class CatalogueController {
  private final ReadDesk desk;

  CatalogueController(ReadDesk desk) {
    this.desk = desk;
  }

  @GetMapping
  @Access(Access.PUBLIC)
  EntryPage list(
      Optional<Caller> caller,
      @RequestParam Optional<String> ledger,
      @RequestParam Optional<Category> category,
      @RequestParam Optional<Family> family,
      @RequestParam Optional<Boolean> mayAnchor,
      @RequestParam Optional<Boolean> retired,
      @RequestParam Optional<String> text,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    var filter = new CatalogueFilter(category, family, mayAnchor, retired, text);
    PageRequest request = ReadDesk.page(after, limit);
    return desk.ask(
        caller, ledger, (reading, _) -> page(CatalogueQueries.entries(reading, filter, request)));
  }

  private static EntryPage page(Page<Changed<CatalogueEntry>> page) {
    return new EntryPage(
        page.rows().stream().map(CatalogueViews::entry).toList(),
        page.next().map(Cursor::text),
        Long.toString(page.height()));
  }

  @GetMapping("/{entry}")
  @Access(Access.PUBLIC)
  EntryView get(
      Optional<Caller> caller, @RequestParam Optional<String> ledger, @PathVariable String entry) {
    CatalogueId id = ReadDesk.id(entry, CatalogueId::new);
    return desk.ask(
        caller,
        ledger,
        (reading, _) ->
            CatalogueQueries.entry(reading, id)
                .map(CatalogueViews::entry)
                .orElseThrow(() -> ReadDesk.notFound(entry)));
  }

  @GetMapping("/{entry}/history")
  @Access(Access.PUBLIC)
  HistoryPage history(
      Optional<Caller> caller,
      @RequestParam Optional<String> ledger,
      @PathVariable String entry,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    CatalogueId id = ReadDesk.id(entry, CatalogueId::new);
    PageRequest request = ReadDesk.page(after, limit);
    return desk.ask(
        caller,
        ledger,
        (reading, _) -> {
          if (CatalogueQueries.entry(reading, id).isEmpty()) {
            throw ReadDesk.notFound(entry);
          }
          return HistoryPage.of(CatalogueQueries.history(reading, id, request));
        });
  }
}
