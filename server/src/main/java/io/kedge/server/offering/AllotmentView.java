package io.kedge.server.offering;

import static io.kedge.server.reading.Told.number;
import static io.kedge.server.reading.Told.time;

import io.kedge.kernel.Bytes;
import io.kedge.offering.Offering;
import io.kedge.projection.jooq.tables.records.AllotmentProposalsRecord;
import io.kedge.projection.offering.SubscriptionQueries.AllotmentRow;
import io.kedge.subscription.Allotment;
import io.kedge.subscription.AllotmentRun;
import io.kedge.subscription.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How an offering was shared out. With the shares of `/offerings/{id}/shares` anybody computes it
/// again: seed = SHA-256(issuerSecret ‖ regulatorSecret ‖ applicationsDigest), a ticket's score =
/// SHA-256(seed ‖ command id ‖ ticket), the lowest scores win.
///
/// @param offering which offering
/// @param counted true where all applications are counted
/// @param applications how many there are
/// @param applicationsDigest over all applications, in the order of their beneficial owners
/// @param issuerSecret what the issuer revealed, in hexadecimal
/// @param regulatorSecret what the regulator revealed
/// @param seed the seed of the draw, once both are known
/// @param tranches how each tranche was shared out
/// @param provedBy who proposed the cuts that were proved
/// @param proposals who proposed which cuts, the newest first
/// @param height the height this is of
record AllotmentView(
    String offering,
    boolean counted,
    String applications,
    String applicationsDigest,
    Optional<String> issuerSecret,
    Optional<String> regulatorSecret,
    Optional<String> seed,
    List<Sharing> tranches,
    Optional<String> provedBy,
    List<Proposal> proposals,
    String height) {

  /// How a tranche was shared out; quantities in lots.
  ///
  /// @param name the tranche
  /// @param announced lots announced
  /// @param demand lots asked for
  /// @param supply lots to give, after what other tranches left over
  /// @param applications how many applications
  /// @param rule the announced rule
  /// @param sharing what the rule came to: `IN_FULL`, `IN_ORDER`, `IN_PROPORTION` or `BY_DRAW`
  /// @param cut where the line runs; none before it is proved, or where everyone gets everything
  record Sharing(
      String name,
      String announced,
      String demand,
      String supply,
      String applications,
      String rule,
      String sharing,
      Optional<Line> cut) {}

  /// Where the line runs.
  ///
  /// @param kind `EVERYONE`, `PLACE`, `REMAINDER` or `SCORE`
  /// @param at the place's time
  /// @param command the place's command
  /// @param partial lots that the one at the place gets
  /// @param remainder the smallest remainder that gets one more lot
  /// @param score the highest score that wins
  record Line(
      String kind,
      Optional<String> at,
      Optional<String> command,
      Optional<String> partial,
      Optional<String> remainder,
      Optional<String> score) {
    static Line of(Cut cut) {
      Optional<String> none = Optional.empty();
      return switch (cut) {
        case Cut.Everyone _ -> new Line("EVERYONE", none, none, none, none, none);
        case Cut.AtPlace(var place, long partial) ->
            new Line(
                "PLACE",
                Optional.of(time(place.at().millis())),
                Optional.of(place.command().hex()),
                Optional.of(number(partial)),
                none,
                none);
        case Cut.AtRemainder(long remainder, var place) ->
            new Line(
                "REMAINDER",
                Optional.of(time(place.at().millis())),
                Optional.of(place.command().hex()),
                none,
                Optional.of(number(remainder)),
                none);
        case Cut.AtScore(var score) ->
            new Line("SCORE", none, none, none, none, Optional.of(score.hex()));
      };
    }
  }

  /// Cuts that somebody proposed.
  ///
  /// @param by who
  /// @param state `PROPOSED`, `PROVED`, `THROWN_OUT` or `REPLACED`
  /// @param height the block of the proposal
  /// @param decidedHeight the block that decided it
  record Proposal(String by, String state, String height, Optional<String> decidedHeight) {
    static Proposal of(AllotmentProposalsRecord row) {
      return new Proposal(
          row.getByParty(),
          row.getState(),
          number(row.getHeight().longValue()),
          number(row.getDecidedHeight()));
    }
  }

  static AllotmentView of(AllotmentRow found) {
    AllotmentRun run = found.run();
    return new AllotmentView(
        run.offering().value(),
        run.tally().done(),
        number(run.tally().count()),
        run.tally().digest().hex(),
        run.issuerSecret().map(Bytes::hex),
        run.regulatorSecret().map(Bytes::hex),
        run.seed().map(seed -> seed.hex()),
        tranches(found.offering(), run),
        Optional.ofNullable(found.row().getProvedBy()),
        found.proposals().stream().map(Proposal::of).toList(),
        number(found.height()));
  }

  private static List<Sharing> tranches(Offering offering, AllotmentRun run) {
    var terms = offering.terms().subscription();
    List<Long> supply = run.tally().supply(terms);
    List<Allotment> sharing = run.sharing(terms);
    var tranches = new ArrayList<Sharing>();
    for (int i = 0; i < sharing.size(); i++) {
      var tranche = terms.tranches().get(i);
      tranches.add(
          new Sharing(
              tranche.name(),
              number(tranche.units() / terms.lot()),
              number(run.tally().lots().get(i).longValue()),
              number(supply.get(i).longValue()),
              number(run.tally().counts().get(i).longValue()),
              OfferingView.rule(tranche.rule()),
              kind(sharing.get(i)),
              run.cuts().isEmpty() ? Optional.empty() : Optional.of(Line.of(run.cuts().get(i)))));
    }
    return List.copyOf(tranches);
  }

  private static String kind(Allotment sharing) {
    return switch (sharing) {
      case Allotment.InFull _ -> "IN_FULL";
      case Allotment.InOrder _ -> "IN_ORDER";
      case Allotment.InProportion _ -> "IN_PROPORTION";
      case Allotment.ByDraw _ -> "BY_DRAW";
    };
  }
}
