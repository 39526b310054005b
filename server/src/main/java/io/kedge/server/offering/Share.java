package io.kedge.server.offering;

import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.offering.Offering;
import io.kedge.projection.jooq.tables.records.ApplicationsRecord;
import io.kedge.subscription.Allotment;
import io.kedge.subscription.AllotmentRun;
import io.kedge.subscription.Cut;
import io.kedge.subscription.Place;
import java.util.List;
import java.util.Optional;

/// Why an application got what it got, by the ledger's own rule of sharing.
///
/// @param reason in one word
/// @param asked units asked for
/// @param allotted units it gets
/// @param demand units asked for in its tranche
/// @param supply units its tranche had to give
/// @param figures numbers of the rule by name: the exact share, the remainder, the winning tickets
record Share(
    Reason reason, long asked, long allotted, long demand, long supply, List<Figure> figures) {

  /// A number of the rule.
  ///
  /// @param name what it is
  /// @param value decimal, or hexadecimal for scores
  record Figure(String name, String value) {}

  /// Why, in one word.
  enum Reason {
    /// It is not decided yet.
    PENDING,
    /// It was taken back by the applicant.
    WITHDRAWN,
    /// Everything that was asked for.
    IN_FULL,
    /// In the order of applying, what was left sufficed for a part only.
    LAST_IN_ORDER,
    /// In the order of applying, nothing was left.
    TOO_LATE_IN_ORDER,
    /// In proportion to what all asked for.
    IN_PROPORTION,
    /// In a draw, some tickets won.
    DRAWN,
    /// In a draw, no ticket won.
    NOT_DRAWN,
    /// The offering failed and everything was refunded.
    OFFERING_FAILED,
    /// The offering was cancelled and everything was refunded.
    OFFERING_CANCELLED
  }

  /// The share of an application.
  ///
  /// @param run how far the offering is shared out; none before the count
  static Share of(ApplicationsRecord row, Offering offering, Optional<AllotmentRun> run) {
    Optional<Reason> whole = whole(row, offering, run);
    if (whole.isPresent() || run.isEmpty()) {
      return new Share(
          whole.orElse(Reason.PENDING), row.getUnits(), row.getAllotted(), 0, 0, List.of());
    }
    var terms = offering.terms().subscription();
    int tranche = row.getTranche();
    long lot = terms.lot();
    long demand = run.get().tally().lots().get(tranche) * lot;
    long supply = run.get().tally().supply(terms).get(tranche) * lot;
    Allotment sharing = run.get().sharing(terms).get(tranche);
    Optional<Cut> cut =
        run.get().cuts().isEmpty() ? Optional.empty() : Optional.of(run.get().cuts().get(tranche));
    long lots = row.getUnits() / lot;
    long given = cut.map(line -> sharing.lots(line, place(row), lots)).orElse(lots) * lot;
    return new Share(
        reason(sharing, row.getUnits(), given),
        row.getUnits(),
        given,
        demand,
        supply,
        cut.map(line -> Figures.of(sharing, line, place(row), lots)).orElse(List.of()));
  }

  private static Optional<Reason> whole(
      ApplicationsRecord row, Offering offering, Optional<AllotmentRun> run) {
    if (row.getStatus().equals("WITHDRAWN")) {
      return Optional.of(Reason.WITHDRAWN);
    }
    return switch (offering.status()) {
      case FAILED -> Optional.of(Reason.OFFERING_FAILED);
      case CANCELLED, WITHDRAWN -> Optional.of(Reason.OFFERING_CANCELLED);
      case ANNOUNCED ->
          run.isEmpty() || run.get().cuts().isEmpty()
              ? Optional.of(Reason.PENDING)
              : Optional.empty();
      case SETTLING, SETTLED -> Optional.empty();
    };
  }

  private static Reason reason(Allotment sharing, long asked, long given) {
    if (given == asked) {
      return Reason.IN_FULL;
    }
    return switch (sharing) {
      case Allotment.InFull _ -> Reason.IN_FULL;
      case Allotment.InOrder _ -> given > 0 ? Reason.LAST_IN_ORDER : Reason.TOO_LATE_IN_ORDER;
      case Allotment.InProportion _ -> Reason.IN_PROPORTION;
      case Allotment.ByDraw _ -> given > 0 ? Reason.DRAWN : Reason.NOT_DRAWN;
    };
  }

  static Place place(ApplicationsRecord row) {
    return new Place(
        LedgerTime.of(row.getPlacedAt()), new CommandId(Digest.fromHex(row.getPlacedBy())));
  }

  /// The numbers with which anybody computes a share again.
  private static final class Figures {
    private Figures() {}

    static List<Figure> of(Allotment sharing, Cut cut, Place place, long lots) {
      return switch (sharing) {
        case Allotment.InFull _ -> List.of();
        case Allotment.InOrder _ -> List.of();
        case Allotment.InProportion share ->
            List.of(
                new Figure("lotsEach", Long.toString(share.each())),
                new Figure("lotsExactRoundedDown", Long.toString(share.floor(lots))),
                new Figure("remainder", Long.toString(share.remainder(lots))),
                new Figure("remainderOf", Long.toString(share.demand())),
                new Figure(
                    "remainderAtCut",
                    cut instanceof Cut.AtRemainder(long line, var _) ? Long.toString(line) : "0"));
        case Allotment.ByDraw draw ->
            List.of(
                new Figure("tickets", Long.toString(draw.tickets(lots))),
                new Figure("ticketsWon", Long.toString(draw.lots(cut, place, lots))),
                new Figure("lowestScore", lowest(draw, place, lots)),
                new Figure("scoreAtCut", cut instanceof Cut.AtScore(var line) ? line.hex() : ""));
      };
    }

    private static String lowest(Allotment.ByDraw draw, Place place, long lots) {
      Digest lowest = draw.score(place, 0);
      for (long ticket = 1; ticket < draw.tickets(lots); ticket++) {
        Digest score = draw.score(place, ticket);
        lowest = score.compareTo(lowest) < 0 ? score : lowest;
      }
      return lowest.hex();
    }
  }
}
