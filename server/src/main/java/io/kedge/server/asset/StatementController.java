package io.kedge.server.asset;

import io.kedge.kernel.AssetId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.projection.PageRequest;
import io.kedge.projection.attestation.AttestationQueries;
import io.kedge.projection.attestation.StatementFilter;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.asset.StatementViews.StatementPage;
import io.kedge.server.asset.StatementViews.StatementView;
import io.kedge.server.store.HistoryPage;
import io.kedge.server.store.ReadDesk;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Statements: those that took effect for everybody who is signed in, others for whom they concern.
@RestController
@RequestMapping(path = "/api/v1/statements", produces = MediaType.APPLICATION_JSON_VALUE)
class StatementController {
  private final ReadDesk desk;

  StatementController(ReadDesk desk) {
    this.desk = desk;
  }

  /// The stored states; a lapsed statement is an open one.
  enum Stored {
    /// It takes signatures, or has lapsed.
    OPEN,
    /// It took effect.
    EFFECTIVE,
    /// A required party declined it.
    DECLINED,
    /// Its maker withdrew it.
    WITHDRAWN
  }

  @GetMapping
  @Access(Access.SIGNED_IN)
  StatementPage list(
      Caller caller,
      @RequestParam Optional<String> kind,
      @RequestParam Optional<String> subject,
      @RequestParam Optional<String> asset,
      @RequestParam Optional<String> maker,
      @RequestParam Optional<Stored> state,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    var filter =
        new StatementFilter(
            kind,
            subject,
            ReadDesk.filter(asset, AssetId::new),
            ReadDesk.filter(maker, PartyId::new),
            state.map(Stored::name));
    PageRequest request = ReadDesk.page(after, limit);
    return desk.ask(
        caller,
        (reading, viewer) ->
            StatementViews.page(AttestationQueries.list(reading, viewer, filter, request)));
  }

  /// What waits for a signature of the caller's party, the oldest first.
  @GetMapping("/awaiting")
  @Access(Access.SIGNED_IN)
  StatementPage awaiting(
      Caller caller, @RequestParam Optional<String> after, @RequestParam Optional<Integer> limit) {
    PageRequest request = ReadDesk.page(after, limit);
    return desk.ask(
        caller,
        (reading, _) ->
            StatementViews.page(AttestationQueries.awaiting(reading, caller.party(), request)));
  }

  @GetMapping("/{statement}")
  @Access(Access.SIGNED_IN)
  StatementView get(Caller caller, @PathVariable String statement) {
    StatementId id = ReadDesk.id(statement, StatementId::new);
    return desk.ask(
        caller,
        (reading, viewer) ->
            AttestationQueries.find(reading, viewer, id)
                .map(row -> StatementViews.statement(row, reading.height()))
                .orElseThrow(() -> ReadDesk.notFound(statement)));
  }

  @GetMapping("/{statement}/history")
  @Access(Access.SIGNED_IN)
  HistoryPage history(
      Caller caller,
      @PathVariable String statement,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    StatementId id = ReadDesk.id(statement, StatementId::new);
    PageRequest request = ReadDesk.page(after, limit);
    return desk.ask(
        caller,
        (reading, viewer) -> {
          if (AttestationQueries.find(reading, viewer, id).isEmpty()) {
            throw ReadDesk.notFound(statement);
          }
          return HistoryPage.of(AttestationQueries.history(reading, id, request));
        });
  }
}
