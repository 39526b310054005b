package io.kedge.server.catalogue;

import io.kedge.catalogue.RightType;
import io.kedge.catalogue.RightTypeId;
import io.kedge.projection.Cursor;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.catalogue.CatalogueQueries;
import io.kedge.projection.catalogue.Changed;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.catalogue.CatalogueViews.RightTypePage;
import io.kedge.server.catalogue.CatalogueViews.RightTypeView;
import io.kedge.server.store.HistoryPage;
import io.kedge.server.store.ReadDesk;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The types of rights, for everybody.
@RestController
@RequestMapping(path = "/api/v1/rights-types", produces = MediaType.APPLICATION_JSON_VALUE)
class RightTypeController {
  private final ReadDesk desk;

  RightTypeController(ReadDesk desk) {
    this.desk = desk;
  }

  @GetMapping
  @Access(Access.PUBLIC)
  RightTypePage list(
      Optional<Caller> caller,
      @RequestParam Optional<String> ledger,
      @RequestParam Optional<Boolean> retired,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    PageRequest request = ReadDesk.page(after, limit);
    return desk.ask(
        caller,
        ledger,
        (reading, _) -> page(CatalogueQueries.rightTypes(reading, retired, request)));
  }

  private static RightTypePage page(Page<Changed<RightType>> page) {
    return new RightTypePage(
        page.rows().stream().map(CatalogueViews::rightType).toList(),
        page.next().map(Cursor::text),
        Long.toString(page.height()));
  }

  @GetMapping("/{rightType}")
  @Access(Access.PUBLIC)
  RightTypeView get(
      Optional<Caller> caller,
      @RequestParam Optional<String> ledger,
      @PathVariable String rightType) {
    RightTypeId id = ReadDesk.id(rightType, RightTypeId::new);
    return desk.ask(
        caller,
        ledger,
        (reading, _) ->
            CatalogueQueries.rightType(reading, id)
                .map(CatalogueViews::rightType)
                .orElseThrow(() -> ReadDesk.notFound(rightType)));
  }

  @GetMapping("/{rightType}/history")
  @Access(Access.PUBLIC)
  HistoryPage history(
      Optional<Caller> caller,
      @RequestParam Optional<String> ledger,
      @PathVariable String rightType,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    RightTypeId id = ReadDesk.id(rightType, RightTypeId::new);
    PageRequest request = ReadDesk.page(after, limit);
    return desk.ask(
        caller,
        ledger,
        (reading, _) -> {
          if (CatalogueQueries.rightType(reading, id).isEmpty()) {
            throw ReadDesk.notFound(rightType);
          }
          return HistoryPage.of(CatalogueQueries.history(reading, id, request));
        });
  }
}
