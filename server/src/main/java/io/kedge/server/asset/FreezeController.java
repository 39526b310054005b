package io.kedge.server.asset;

import io.kedge.freeze.FreezeHistory;
import io.kedge.freeze.FreezeSubject;
import io.kedge.party.Role;
import io.kedge.projection.Cursor;
import io.kedge.projection.PageRequest;
import io.kedge.projection.freeze.FreezeQueries;
import io.kedge.projection.freeze.FreezeRow;
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

/// What is or was frozen: assets and instruments for everybody who is signed in, anything else for
/// whom it concerns.
@RestController
@RequestMapping(path = "/api/v1/freezes", produces = MediaType.APPLICATION_JSON_VALUE)
class FreezeController {
  private final ReadDesk desk;

  FreezeController(ReadDesk desk) {
    this.desk = desk;
  }

  /// One time of being frozen.
  ///
  /// @param until none while it lasts
  /// @param authority as what it was ordered
  /// @param evidence digest of the order or the finding
  /// @param reference where the evidence can be found
  record PeriodView(
      String from,
      Optional<String> until,
      String by,
      Role authority,
      String reason,
      String evidence,
      Optional<String> reference) {}

  /// Something that is or was frozen.
  record FreezeView(
      FreezeSubject.Kind kind,
      String id,
      boolean frozen,
      List<PeriodView> periods,
      String changedHeight) {}

  /// Some freezes, by kind and id.
  record FreezePage(List<FreezeView> items, Optional<String> next, String height) {}

  @GetMapping
  @Access(Access.SIGNED_IN)
  FreezePage list(
      Caller caller,
      @RequestParam Optional<FreezeSubject.Kind> kind,
      @RequestParam Optional<Boolean> frozen,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    PageRequest request = ReadDesk.page(after, limit);
    return desk.ask(
        caller,
        (reading, viewer) -> {
          var page = FreezeQueries.list(reading, viewer, kind, frozen, request);
          return new FreezePage(
              page.rows().stream().map(FreezeController::view).toList(),
              page.next().map(Cursor::text),
              Long.toString(page.height()));
        });
  }

  @GetMapping("/{kind}/{subject}")
  @Access(Access.SIGNED_IN)
  FreezeView get(
      Caller caller, @PathVariable FreezeSubject.Kind kind, @PathVariable String subject) {
    FreezeSubject what = ReadDesk.id(subject, id -> new FreezeSubject(kind, id));
    return desk.ask(
        caller,
        (reading, viewer) ->
            FreezeQueries.find(reading, viewer, what)
                .map(FreezeController::view)
                .orElseThrow(() -> ReadDesk.notFound(subject)));
  }

  @GetMapping("/{kind}/{subject}/history")
  @Access(Access.SIGNED_IN)
  HistoryPage history(
      Caller caller,
      @PathVariable FreezeSubject.Kind kind,
      @PathVariable String subject,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    FreezeSubject what = ReadDesk.id(subject, id -> new FreezeSubject(kind, id));
    PageRequest request = ReadDesk.page(after, limit);
    return desk.ask(
        caller,
        (reading, viewer) -> {
          if (FreezeQueries.find(reading, viewer, what).isEmpty()) {
            throw ReadDesk.notFound(subject);
          }
          return HistoryPage.of(FreezeQueries.history(reading, what, request));
        });
  }

  private static FreezeView view(FreezeRow row) {
    return new FreezeView(
        row.subject().kind(),
        row.subject().id(),
        row.history().frozen(),
        row.history().periods().stream().map(FreezeController::period).toList(),
        Long.toString(row.changedHeight()));
  }

  private static PeriodView period(FreezeHistory.Period period) {
    return new PeriodView(
        HistoryPage.time(period.from()),
        period.until().map(HistoryPage::time),
        period.by().value(),
        period.authority(),
        period.order().reason(),
        period.order().evidence().hex(),
        period.order().reference());
  }
}
