package io.kedge.server.offering;

import static io.kedge.server.reading.Told.number;
import static io.kedge.server.reading.Told.time;

import io.kedge.kernel.OfferingId;
import io.kedge.projection.jooq.tables.records.ApplicationsRecord;
import io.kedge.projection.offering.SubscriptionQueries;
import io.kedge.projection.offering.SubscriptionQueries.ApplicationRow;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.reading.Reads;
import io.kedge.server.reading.Rows;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Applications of the caller, with the reason for every cut, and how offerings were shared out,
/// with all that is needed to compute it again (C-21, C-23).
@RestController
@RequestMapping("/api/v1")
class SubscriptionController {
  private final Reads reads;

  SubscriptionController(Reads reads) {
    this.reads = reads;
  }

  /// An application.
  ///
  /// @param offering to what
  /// @param party who applied
  /// @param beneficialOwner the group it counts for
  /// @param tranche the tranche's name
  /// @param units units asked for
  /// @param placedAt when
  /// @param commandId the command
  /// @param lock the cash
  /// @param status `LIVE`, `SET_ASIDE`, `SETTLED` or `WITHDRAWN`
  /// @param allotted units got
  /// @param paid cash to the issuer
  /// @param fee cash to the operator
  /// @param refunded cash returned
  /// @param settledAt when it was settled
  /// @param reason why it got what it got
  /// @param reasonText the same in words
  /// @param figures the numbers behind it
  /// @param height the height of its last change
  record Application(
      String offering,
      String party,
      String beneficialOwner,
      String tranche,
      String units,
      String placedAt,
      String commandId,
      String lock,
      String status,
      String allotted,
      String paid,
      String fee,
      String refunded,
      Optional<String> settledAt,
      String reason,
      String reasonText,
      List<Share.Figure> figures,
      String height) {}

  /// One share, without a name.
  ///
  /// @param tranche which tranche, from 0
  /// @param placedAt ledger time of the application
  /// @param commandId the application's command: with the time its place in the order, and what
  ///     its tickets are made of
  /// @param units units asked for
  /// @param allotted units got
  /// @param reason why
  /// @param figures the numbers behind it
  record OpenShare(
      int tranche,
      String placedAt,
      String commandId,
      String units,
      String allotted,
      String reason,
      List<Share.Figure> figures) {}

  @GetMapping("/applications")
  @Access(Access.SIGNED_IN)
  Rows<Application> applications(
      Caller caller,
      @RequestParam Optional<String> offering,
      @RequestParam Optional<String> party,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit,
      Locale locale) {
    var look = reads.of(caller);
    return Reads.rows(
        after,
        limit,
        page ->
            new SubscriptionQueries(look.models())
                .applications(look.viewer(), offering, party, page),
        row -> application(row, locale));
  }

  private static Application application(ApplicationRow found, Locale locale) {
    ApplicationsRecord row = found.row();
    Share share = Share.of(row, found.offering(), found.run());
    return new Application(
        row.getOffering(),
        row.getParty(),
        row.getBeneficialOwner(),
        found.offering().terms().subscription().tranches().get(row.getTranche()).name(),
        number(row.getUnits().longValue()),
        time(row.getPlacedAt().longValue()),
        row.getPlacedBy(),
        row.getLock(),
        row.getStatus(),
        number(row.getAllotted().longValue()),
        number(row.getPaid().longValue()),
        number(row.getFee().longValue()),
        number(row.getRefunded().longValue()),
        time(row.getSettledAt()),
        share.reason().name(),
        ShareWords.of(share, locale),
        share.figures(),
        number(row.getHeight().longValue()));
  }

  @GetMapping("/offerings/{id}/allotment")
  @Access(Access.PUBLIC)
  AllotmentView allotment(
      Optional<Caller> caller, @PathVariable String id, @RequestParam Optional<String> ledger) {
    var queries = new SubscriptionQueries(reads.of(caller, ledger).models());
    return AllotmentView.of(Reads.found(queries.allotment(Reads.id(id, OfferingId::new))));
  }

  @GetMapping("/offerings/{id}/shares")
  @Access(Access.PUBLIC)
  Rows<OpenShare> shares(
      Optional<Caller> caller,
      @PathVariable String id,
      @RequestParam Optional<String> ledger,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    var queries = new SubscriptionQueries(reads.of(caller, ledger).models());
    var offering = Reads.id(id, OfferingId::new);
    var allotment = Reads.found(queries.allotment(offering));
    return Reads.rows(
        after,
        limit,
        page -> queries.shares(offering, page),
        row -> share(row, Share.of(row, allotment.offering(), Optional.of(allotment.run()))));
  }

  private static OpenShare share(ApplicationsRecord row, Share share) {
    return new OpenShare(
        row.getTranche(),
        time(row.getPlacedAt().longValue()),
        row.getPlacedBy(),
        number(row.getUnits().longValue()),
        number(share.allotted()),
        share.reason().name(),
        share.figures());
  }
}
