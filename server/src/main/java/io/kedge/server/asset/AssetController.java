package io.kedge.server.asset;

import io.kedge.asset.AssetStatus;
import io.kedge.catalogue.CatalogueId;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.PartyId;
import io.kedge.projection.Cursor;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.Reading;
import io.kedge.projection.Viewer;
import io.kedge.projection.asset.AssetFilter;
import io.kedge.projection.asset.AssetQueries;
import io.kedge.projection.asset.AssetRow;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.asset.AssetViews.AssetDetail;
import io.kedge.server.asset.AssetViews.AssetPage;
import io.kedge.server.store.HistoryPage;
import io.kedge.server.store.ReadDesk;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Assets: confirmed ones for everybody, others for whom they concern.
@RestController
@RequestMapping(path = "/api/v1/assets", produces = MediaType.APPLICATION_JSON_VALUE)
class AssetController {
  private final ReadDesk desk;

  AssetController(ReadDesk desk) {
    this.desk = desk;
  }

  /// Which assets are wanted; members that are left out limit nothing.
  ///
  /// @param rightsHolder who honours a right of them
  /// @param entry which kind of thing of the catalogue
  /// @param anchoring true for those that units are issued on, false for the others
  /// @param text words in names, attributes, rights or documents
  record Wanted(
      Optional<String> owner,
      Optional<String> custodian,
      Optional<String> issuer,
      Optional<String> rightsHolder,
      Optional<String> entry,
      Optional<AssetStatus> status,
      Optional<Boolean> anchoring,
      Optional<String> text) {
    AssetFilter filter() {
      return new AssetFilter(
          ReadDesk.filter(owner, PartyId::new),
          ReadDesk.filter(custodian, PartyId::new),
          ReadDesk.filter(issuer, PartyId::new),
          ReadDesk.filter(rightsHolder, PartyId::new),
          ReadDesk.filter(entry, CatalogueId::new),
          status,
          anchoring,
          text);
    }
  }

  @GetMapping
  @Access(Access.PUBLIC)
  AssetPage list(
      Optional<Caller> caller,
      @RequestParam Optional<String> ledger,
      @RequestParam Optional<String> owner,
      @RequestParam Optional<String> custodian,
      @RequestParam Optional<String> issuer,
      @RequestParam Optional<String> rightsHolder,
      @RequestParam Optional<String> entry,
      @RequestParam Optional<AssetStatus> status,
      @RequestParam Optional<Boolean> anchoring,
      @RequestParam Optional<String> text,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    AssetFilter filter =
        new Wanted(owner, custodian, issuer, rightsHolder, entry, status, anchoring, text).filter();
    PageRequest request = ReadDesk.page(after, limit);
    return desk.ask(
        caller,
        ledger,
        (reading, viewer) -> page(AssetQueries.list(reading, viewer, filter, request)));
  }

  private static AssetPage page(Page<AssetRow> page) {
    return new AssetPage(
        page.rows().stream().map(AssetViews::asset).toList(),
        page.next().map(Cursor::text),
        Long.toString(page.height()));
  }

  @GetMapping("/{asset}")
  @Access(Access.PUBLIC)
  AssetDetail get(
      Optional<Caller> caller, @RequestParam Optional<String> ledger, @PathVariable String asset) {
    AssetId id = ReadDesk.id(asset, AssetId::new);
    return desk.ask(caller, ledger, (reading, viewer) -> detail(reading, viewer, id));
  }

  private static AssetDetail detail(Reading reading, Viewer viewer, AssetId id) {
    AssetRow row =
        AssetQueries.find(reading, viewer, id).orElseThrow(() -> ReadDesk.notFound(id.value()));
    boolean concerned = AssetQueries.concerns(viewer, row.asset());
    return new AssetDetail(
        AssetViews.asset(row),
        AssetViews.unit(row.asset().unit()),
        AssetViews.content(row.asset().content()),
        AssetQueries.anchors(reading, id).stream().map(AssetViews::anchor).toList(),
        AssetQueries.amendment(reading, id).filter(_ -> concerned).map(AssetViews::amendment),
        Long.toString(reading.height()));
  }

  @GetMapping("/{asset}/history")
  @Access(Access.PUBLIC)
  HistoryPage history(
      Optional<Caller> caller,
      @RequestParam Optional<String> ledger,
      @PathVariable String asset,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    AssetId id = ReadDesk.id(asset, AssetId::new);
    PageRequest request = ReadDesk.page(after, limit);
    return desk.ask(
        caller,
        ledger,
        (reading, viewer) ->
            AssetQueries.history(reading, viewer, id, request)
                .map(HistoryPage::of)
                .orElseThrow(() -> ReadDesk.notFound(asset)));
  }
}
