package io.kedge.scenario.workload;

import static io.kedge.scenario.workload.Situation.DAY;
import static io.kedge.scenario.workload.Situation.whole;

import io.kedge.asset.Asset;
import io.kedge.asset.AssetStatus;
import io.kedge.fee.FeeSchedule;
import io.kedge.issue.Issue;
import io.kedge.issue.IssueStatus;
import io.kedge.kernel.Json;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import io.kedge.offering.Phase;
import io.kedge.offering.Stage;
import io.kedge.party.Role;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Fees, issues, their announcements, and what operator and issuer do to an offering.
final class IssueMoves {
  private static final int ALIVE = 2;

  private final Situation s;
  private final TermsMaker terms;

  IssueMoves(Situation situation) {
    s = situation;
    terms = new TermsMaker(situation);
  }

  List<Move> moves() {
    return List.of(
        new Move("fee.announce", 15, this::fees),
        new Move("issue.propose", 30, this::propose),
        new Move("offering.announce", 90, this::announce),
        new Move("offering.withdraw", 1, () -> decree("offering.withdraw", Phase.ANNOUNCED)),
        new Move("offering.open", 2, this::open),
        new Move("offering.postpone", 1, this::postpone),
        new Move("offering.suspend", 2, () -> decree("offering.suspend", Phase.TRADING_OPEN)),
        new Move("offering.resume", 36, () -> decree("offering.resume", Phase.TRADING_SUSPENDED)),
        new Move("offering.cancel", 1, this::cancel));
  }

  private Optional<Draft> fees() {
    boolean first = s.model().table("fee").isEmpty();
    if (!first && !s.dice().oneIn(15)) {
      return Optional.empty();
    }
    Json tier =
        Json.Obj.empty()
            .with("makerPpm", whole(s.dice().between(0, 900)))
            .with("takerPpm", whole(s.dice().between(0, 3_000)))
            .with("subscriptionPpm", whole(s.dice().oneIn(2) ? 0 : s.dice().between(1, 2_000)));
    long from = s.in(first ? 0 : s.dice().between(0, 5) * DAY).millis();
    Json.Obj body =
        Json.Obj.empty()
            .with("id", s.dice().oneIn(6) ? "special" : "standard")
            .with("effectiveFrom", from)
            .with("tiers", new Json.Arr(Collections.nCopies(FeeSchedule.TIERS, tier)));
    return s.operator().flatMap(by -> s.draft(by, "fee.announce", body));
  }

  private Optional<Draft> propose() {
    return s.dice()
        .pick(
            s.model().assets().stream()
                .filter(asset -> s.mostly(asset.status() == AssetStatus.CONFIRMED))
                .filter(asset -> s.mostly(waiting() < 1 && asset.free() > 50))
                .toList())
        .flatMap(
            asset -> {
              long ratio = s.dice().between(1, 3);
              long units = Math.max(1, Math.min(400, asset.free() / ratio));
              Json.Obj body =
                  Json.Obj.empty()
                      .with("asset", asset.id().value())
                      .with("symbol", "TEA-" + s.wallet().next())
                      .with("ratio", ratio)
                      .with("units", s.dice().between((units + 1) / 2, units))
                      .with("deadline", s.in(s.dice().between(3, 20) * DAY).millis());
              body = venue(body);
              return s.draft(asset.issuer(), "issue.propose", corrects(body, asset));
            });
  }

  private Json.Obj venue(Json.Obj body) {
    return s.dice().oneIn(4)
        ? s.anyone(Role.VENUE).map(venue -> body.with("venue", venue.value())).orElse(body)
        : body;
  }

  private Json.Obj corrects(Json.Obj body, Asset asset) {
    return s.model().issues().stream()
        .filter(issue -> issue.asset().equals(asset.id()))
        .filter(
            issue ->
                issue.status() == IssueStatus.DECLINED || issue.status() == IssueStatus.WITHDRAWN)
        .findFirst()
        .map(issue -> body.with("corrects", issue.id().value()))
        .orElse(body);
  }

  /// Issues whose confirmation runs, or that could be announced.
  private long waiting() {
    return s.model().issues().stream()
        .filter(
            issue ->
                issue.status() == IssueStatus.PROPOSED
                    || (issue.status() == IssueStatus.CONFIRMED && mayBeAnnounced(issue)))
        .count();
  }

  /// Offerings whose life still goes on.
  private long alive() {
    return s.model().offerings().stream()
        .filter(offering -> !offering.status().isOff())
        .filter(offering -> s.model().phase(offering) != Phase.REDEMPTION_CLOSED)
        .count();
  }

  private Optional<Draft> announce() {
    return s.dice()
        .pick(
            s.model().issues().stream()
                .filter(issue -> s.mostly(issue.status() == IssueStatus.CONFIRMED))
                .filter(issue -> s.mostly(mayBeAnnounced(issue) && alive() < ALIVE))
                .toList())
        .flatMap(terms::announce);
  }

  private boolean mayBeAnnounced(Issue issue) {
    return Offerings.latestOfIssue(s.model().state(), issue.id())
        .map(offering -> offering.status().isOff() && offering.endedAt().isPresent())
        .orElse(true);
  }

  private Optional<Draft> decree(String type, Phase phase) {
    return in(phase)
        .flatMap(
            offering ->
                s.draft(
                    type.equals("offering.withdraw") ? offering.issuer() : s.operatorOf(offering),
                    type,
                    body(offering)));
  }

  private Optional<Offering> in(Phase phase) {
    return s.dice()
        .pick(
            s.model().offerings().stream()
                .filter(offering -> s.mostly(s.model().phase(offering) == phase))
                .toList());
  }

  private static Json.Obj body(Offering offering) {
    return Json.Obj.empty().with("offering", offering.id().value()).with("reason", "decreed");
  }

  private Optional<Draft> open() {
    Phase phase = s.dice().of(Phase.ANNOUNCED, Phase.SETTLED, Phase.TRADING_OPEN);
    return in(phase)
        .flatMap(
            offering ->
                s.draft(
                    s.operatorOf(offering),
                    "offering.open",
                    body(offering).with("stage", next(phase))));
  }

  private static String next(Phase phase) {
    return switch (phase) {
      case ANNOUNCED -> "SUBSCRIPTION";
      case SETTLED -> "TRADING";
      default -> "REDEMPTION";
    };
  }

  private Optional<Draft> postpone() {
    Phase phase = s.dice().of(Phase.ANNOUNCED, Phase.SETTLED, Phase.TRADING_OPEN);
    return in(phase)
        .flatMap(
            offering -> {
              var window = offering.schedule().window(Stage.valueOf(next(phase)));
              long to =
                  window.opens().plusMillis(s.dice().between(1, 48) * Situation.HOUR).millis();
              return s.draft(
                  s.operatorOf(offering),
                  "offering.postpone",
                  body(offering).with("stage", next(phase)).with("to", to));
            });
  }

  private Optional<Draft> cancel() {
    return s.dice()
        .pick(
            s.model().offerings().stream()
                .filter(
                    offering ->
                        s.mostly(
                            s.model().phase(offering) == Phase.SUBSCRIPTION_OPEN
                                || s.model().phase(offering) == Phase.SUBSCRIPTION_CLOSED))
                .toList())
        .filter(_ -> s.dice().oneIn(2))
        .flatMap(offering -> s.draft(s.operatorOf(offering), "offering.cancel", body(offering)));
  }
}
