package io.kedge.server.party;

import io.kedge.kernel.PartyId;
import io.kedge.party.PartyKind;
import io.kedge.party.PartyStatus;
import io.kedge.party.Role;
import io.kedge.projection.Cursor;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.Reading;
import io.kedge.projection.Viewer;
import io.kedge.projection.party.PartyFilter;
import io.kedge.projection.party.PartyQueries;
import io.kedge.projection.party.PartyRow;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.party.PartyViews.InsideView;
import io.kedge.server.party.PartyViews.PartyDetail;
import io.kedge.server.party.PartyViews.PartyPage;
import io.kedge.server.store.HistoryPage;
import io.kedge.server.store.ReadDesk;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The parties of the caller's ledger.
@RestController
@RequestMapping(path = "/api/v1/parties", produces = MediaType.APPLICATION_JSON_VALUE)
class PartyController {
  private final ReadDesk desk;

  PartyController(ReadDesk desk) {
    this.desk = desk;
  }

  @GetMapping
  @Access(Access.SIGNED_IN)
  PartyPage list(
      Caller caller,
      @RequestParam Optional<PartyStatus> status,
      @RequestParam Optional<Role> role,
      @RequestParam Optional<PartyKind> kind,
      @RequestParam Optional<String> idStart,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    var filter = new PartyFilter(status, role, kind, idStart);
    PageRequest request = ReadDesk.page(after, limit);
    return desk.ask(caller, (reading, _) -> page(PartyQueries.list(reading, filter, request)));
  }

  private static PartyPage page(Page<PartyRow> page) {
    return new PartyPage(
        page.rows().stream().map(PartyViews::party).toList(),
        page.next().map(Cursor::text),
        Long.toString(page.height()));
  }

  @GetMapping("/{party}")
  @Access(Access.SIGNED_IN)
  PartyDetail get(Caller caller, @PathVariable String party) {
    PartyId id = ReadDesk.id(party, PartyId::new);
    return desk.ask(caller, (reading, viewer) -> detail(reading, viewer, id));
  }

  private static PartyDetail detail(Reading reading, Viewer viewer, PartyId id) {
    PartyRow row = PartyQueries.find(reading, id).orElseThrow(() -> ReadDesk.notFound(id.value()));
    boolean inside = viewer.sees(id);
    return new PartyDetail(
        PartyViews.party(row),
        PartyQueries.keys(reading, id).stream().map(k -> PartyViews.key(k, inside)).toList(),
        inside ? Optional.of(inside(reading, viewer, row)) : Optional.empty(),
        Long.toString(reading.height()));
  }

  private static InsideView inside(Reading reading, Viewer viewer, PartyRow row) {
    PartyId id = row.party().id();
    return PartyViews.inside(
        row,
        PartyQueries.documents(reading, viewer, id),
        PartyQueries.employees(reading, viewer, id));
  }

  @GetMapping("/{party}/history")
  @Access(Access.SIGNED_IN)
  HistoryPage history(
      Caller caller,
      @PathVariable String party,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    PartyId id = ReadDesk.id(party, PartyId::new);
    PageRequest request = ReadDesk.page(after, limit);
    return desk.ask(
        caller,
        (reading, viewer) -> {
          if (!viewer.sees(id) || PartyQueries.find(reading, id).isEmpty()) {
            throw ReadDesk.notFound(party);
          }
          return HistoryPage.of(PartyQueries.history(reading, viewer, id, request));
        });
  }
}
