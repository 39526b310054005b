package io.kedge.server.offering;

import static io.kedge.server.reading.Told.number;
import static io.kedge.server.reading.Told.time;

import io.kedge.issue.IssueStatus;
import io.kedge.kernel.InstrumentId;
import io.kedge.projection.offering.OfferingQueries;
import io.kedge.projection.offering.OfferingQueries.IssueRow;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Names;
import io.kedge.server.reading.Reads;
import io.kedge.server.reading.Rows;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Issues with their stock and sales figures (C-03, C-52, C-53, C-55).
@RestController
@RequestMapping("/api/v1/issues")
class IssueController {
  private final Reads reads;

  IssueController(Reads reads) {
    this.reads = reads;
  }

  /// An issue.
  ///
  /// @param id its id; the instrument has the same
  /// @param symbol its short name
  /// @param asset the anchor
  /// @param ratio smallest deliverable units of the anchor per unit
  /// @param units how many there may be; once offered, how many were sold
  /// @param issuer who issues
  /// @param venue the outside system that confirmed it too
  /// @param statement what its parties sign
  /// @param status where it is in its life
  /// @param statusName the same in words
  /// @param proposedAt when it was proposed
  /// @param confirmedAt when everyone had confirmed it
  /// @param endedAt when it was declined, withdrawn or wound up
  /// @param figures its units
  /// @param height the height this is of
  record Issue(
      String id,
      String symbol,
      String asset,
      String ratio,
      String units,
      String issuer,
      Optional<String> venue,
      String statement,
      String status,
      String statusName,
      String proposedAt,
      Optional<String> confirmedAt,
      Optional<String> endedAt,
      Figures figures,
      String height) {}

  /// Where an issue's units are.
  ///
  /// @param minted units that were ever sold
  /// @param outstanding units in notes and locks
  /// @param openVouchers units in vouchers whose goods can be taken
  /// @param taken units whose goods were taken
  /// @param expired units whose vouchers expired
  /// @param goodsTaken the goods taken, in the anchor's smallest deliverable units
  /// @param mayBeWoundUp true where nothing is outstanding and no voucher is open
  record Figures(
      String minted,
      String outstanding,
      String openVouchers,
      String taken,
      String expired,
      String goodsTaken,
      boolean mayBeWoundUp) {}

  @GetMapping
  @Access(Access.PUBLIC)
  Rows<Issue> list(
      Optional<Caller> caller,
      @RequestParam Optional<String> ledger,
      @RequestParam Optional<String> asset,
      @RequestParam Optional<String> issuer,
      @RequestParam Optional<String> status,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit,
      Locale locale) {
    var look = reads.of(caller, ledger);
    var filter = new OfferingQueries.Filter(Optional.empty(), asset, issuer, status);
    return Reads.rows(
        after,
        limit,
        page -> new OfferingQueries(look.models()).issues(look.viewer(), filter, page),
        row -> issue(row, locale));
  }

  @GetMapping("/{id}")
  @Access(Access.PUBLIC)
  Issue get(
      Optional<Caller> caller,
      @PathVariable String id,
      @RequestParam Optional<String> ledger,
      Locale locale) {
    var look = reads.of(caller, ledger);
    var queries = new OfferingQueries(look.models());
    return issue(
        Reads.found(queries.issue(look.viewer(), Reads.id(id, InstrumentId::new))), locale);
  }

  private static Issue issue(IssueRow found, Locale locale) {
    var row = found.row();
    return new Issue(
        row.getId(),
        row.getSymbol(),
        row.getAsset(),
        number(row.getRatio().longValue()),
        number(row.getUnits().longValue()),
        row.getIssuer(),
        Optional.ofNullable(row.getVenue()),
        row.getStatement(),
        row.getStatus(),
        Names.of(IssueStatus.class, row.getStatus(), locale),
        time(row.getProposedAt().longValue()),
        time(row.getConfirmedAt()),
        time(row.getEndedAt()),
        figures(found),
        number(found.height()));
  }

  private static Figures figures(IssueRow found) {
    var row = found.row();
    return new Figures(
        number(found.minted()),
        number(found.outstanding()),
        number(row.getOpenVouchers().longValue()),
        number(row.getTaken().longValue()),
        number(row.getExpired().longValue()),
        number(Math.multiplyExact(row.getTaken(), row.getRatio())),
        row.getStatus().equals(IssueStatus.CONFIRMED.name())
            && found.outstanding() == 0
            && row.getOpenVouchers() == 0);
  }
}
