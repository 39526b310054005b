package io.kedge.server.asset;

import io.kedge.kernel.AssetId;
import io.kedge.kernel.PartyId;
import io.kedge.projection.Cursor;
import io.kedge.projection.PageRequest;
import io.kedge.projection.reduction.ReductionFilter;
import io.kedge.projection.reduction.ReductionQueries;
import io.kedge.projection.reduction.ReductionRow;
import io.kedge.reduction.Reduction;
import io.kedge.reduction.ReductionId;
import io.kedge.reduction.ReductionStatus;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.store.HistoryPage;
import io.kedge.server.store.ReadDesk;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Position reductions: those that took effect for everybody who is signed in, others for whom they
/// concern.
@RestController
@RequestMapping(path = "/api/v1/reductions", produces = MediaType.APPLICATION_JSON_VALUE)
class ReductionController {
  private final ReadDesk desk;

  ReductionController(ReadDesk desk) {
    this.desk = desk;
  }

  /// A position reduction.
  ///
  /// @param quantity by how many deliverable units
  /// @param left the asset's quantity once it took effect
  /// @param statement what the parties sign
  record ReductionView(
      String id,
      String asset,
      String issuer,
      String quantity,
      Optional<String> left,
      String reason,
      ReductionStatus status,
      String statement,
      String appliedAt,
      String appliedHeight,
      Optional<String> endedAt) {}

  /// Some reductions, the latest first.
  record ReductionPage(List<ReductionView> items, Optional<String> next, String height) {}

  @GetMapping
  @Access(Access.SIGNED_IN)
  ReductionPage list(
      Caller caller,
      @RequestParam Optional<String> asset,
      @RequestParam Optional<String> issuer,
      @RequestParam Optional<ReductionStatus> status,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    var filter =
        new ReductionFilter(
            ReadDesk.filter(asset, AssetId::new), ReadDesk.filter(issuer, PartyId::new), status);
    PageRequest request = ReadDesk.page(after, limit);
    return desk.ask(
        caller,
        (reading, viewer) -> {
          var page = ReductionQueries.list(reading, viewer, filter, request);
          return new ReductionPage(
              page.rows().stream().map(ReductionController::view).toList(),
              page.next().map(Cursor::text),
              Long.toString(page.height()));
        });
  }

  @GetMapping("/{reduction}")
  @Access(Access.SIGNED_IN)
  ReductionView get(Caller caller, @PathVariable String reduction) {
    ReductionId id = ReadDesk.id(reduction, ReductionId::new);
    return desk.ask(
        caller,
        (reading, viewer) ->
            ReductionQueries.find(reading, viewer, id)
                .map(ReductionController::view)
                .orElseThrow(() -> ReadDesk.notFound(reduction)));
  }

  @GetMapping("/{reduction}/history")
  @Access(Access.SIGNED_IN)
  HistoryPage history(
      Caller caller,
      @PathVariable String reduction,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    ReductionId id = ReadDesk.id(reduction, ReductionId::new);
    PageRequest request = ReadDesk.page(after, limit);
    return desk.ask(
        caller,
        (reading, viewer) -> {
          if (ReductionQueries.find(reading, viewer, id).isEmpty()) {
            throw ReadDesk.notFound(reduction);
          }
          return HistoryPage.of(ReductionQueries.history(reading, id, request));
        });
  }

  private static ReductionView view(ReductionRow row) {
    Reduction reduction = row.reduction();
    return new ReductionView(
        reduction.id().value(),
        reduction.asset().value(),
        reduction.issuer().value(),
        Long.toString(reduction.quantity()),
        row.left().map(Object::toString),
        reduction.reason(),
        reduction.status(),
        reduction.statement().value(),
        HistoryPage.time(row.appliedAt()),
        Long.toString(row.appliedHeight()),
        row.endedAt().map(HistoryPage::time));
  }
}
