package io.kedge.scenario.workload;

import static io.kedge.scenario.workload.Situation.whole;

import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.offering.Draw;
import io.kedge.offering.Offering;
import io.kedge.offering.OfferingStatus;
import io.kedge.offering.Phase;
import io.kedge.offering.Tranche;
import io.kedge.offering.Unsold;
import io.kedge.party.Party;
import io.kedge.party.Role;
import io.kedge.subscription.AllotmentProposals;
import io.kedge.subscription.AllotmentRun;
import io.kedge.subscription.Application;
import io.kedge.subscription.Proposal;
import java.util.List;
import java.util.Optional;

/// Applications, and everything from the close of subscription to the last refund.
final class SubscriptionMoves {
  private final Situation s;

  SubscriptionMoves(Situation situation) {
    s = situation;
  }

  List<Move> moves() {
    return List.of(
        new Move("subscription.apply", 240, this::apply),
        new Move("subscription.amend", 20, this::amend),
        new Move("subscription.withdraw", 8, this::withdraw),
        new Move("allotment.tally", 100, this::tally),
        new Move("offering.extend", 80, this::extend),
        new Move("lottery.reveal", 120, this::reveal),
        new Move("allotment.propose", 60, this::propose),
        new Move("allotment.verify", 160, this::verify),
        new Move("allotment.settle", 120, this::settle),
        new Move("allotment.settleLate", 80, this::settleLate),
        new Move("offering.releaseCollateral", 40, this::releaseCollateral));
  }

  private Optional<Offering> open() {
    return s.dice()
        .pick(
            s.model().offerings().stream()
                .filter(o -> s.mostly(s.model().phase(o) == Phase.SUBSCRIPTION_OPEN))
                .toList());
  }

  private Optional<Draft> apply() {
    return open()
        .flatMap(
            offering -> {
              var applied =
                  s.model().applications(offering.id()).stream()
                      .map(Application::beneficialOwner)
                      .toList();
              List<Party> traders =
                  s.model().acting(Role.TRADER).stream()
                      .filter(party -> s.mostly(!applied.contains(party.beneficialOwner())))
                      .toList();
              return s.dice().pick(traders).flatMap(by -> apply(offering, by));
            });
  }

  private Optional<String> tranche(Offering offering, Party by) {
    boolean admitted = offering.terms().compliance().classes().contains(by.investorClass());
    return s.dice()
        .pick(
            offering.terms().subscription().tranches().stream()
                .filter(t -> s.mostly(admitted && t.eligible().admits(by)))
                .toList())
        .map(Tranche::name);
  }

  private Optional<Draft> apply(Offering offering, Party by) {
    long units = units(offering);
    long cash = offering.terms().price() * units;
    return tranche(offering, by)
        .flatMap(
            tranche ->
                s.cover(by.id(), offering.terms().cash(), cash + cash / 100 + 1)
                    .flatMap(
                        inputs ->
                            s.draft(
                                by.id(),
                                "subscription.apply",
                                Json.Obj.empty()
                                    .with("offering", offering.id().value())
                                    .with("tranche", tranche)
                                    .with("units", units)
                                    .with("maxFeePpm", whole(s.dice().oneIn(15) ? 0 : 10_000))
                                    .with("inputs", Json.Arr.ofTexts(inputs)))));
  }

  private long units(Offering offering) {
    var terms = offering.terms().subscription();
    long lots = terms.unitsCap() / terms.lot();
    long least = terms.unitsMin() / terms.lot();
    long chosen = s.dice().between(least, lots) * terms.lot();
    return s.dice().oneIn(15) ? chosen + 1 : chosen;
  }

  private Optional<Application> live(Offering offering) {
    return s.dice().pick(s.model().applications(offering.id()));
  }

  private Optional<Draft> amend() {
    return open()
        .flatMap(
            offering ->
                live(offering)
                    .flatMap(
                        application -> {
                          long units = units(offering);
                          Json.Obj body =
                              Json.Obj.empty()
                                  .with("offering", offering.id().value())
                                  .with(
                                      "tranche",
                                      offering.terms().subscription().tranches().getFirst().name())
                                  .with("units", units)
                                  .with("maxFeePpm", whole(10_000));
                          long cash = offering.terms().price() * units;
                          Json.Obj all =
                              s.cover(application.party(), offering.terms().cash(), cash)
                                  .filter(_ -> !s.dice().oneIn(4))
                                  .map(notes -> body.with("inputs", Json.Arr.ofTexts(notes)))
                                  .orElse(body);
                          return s.draft(application.party(), "subscription.amend", all);
                        }));
  }

  private Optional<Draft> withdraw() {
    return open()
        .flatMap(
            offering ->
                live(offering)
                    .flatMap(
                        application ->
                            s.draft(application.party(), "subscription.withdraw", only(offering))));
  }

  private static Json.Obj only(Offering offering) {
    return Json.Obj.empty().with("offering", offering.id().value());
  }

  private AllotmentRun run(Offering offering) {
    return AllotmentRun.of(s.model().state(), offering);
  }

  /// An offering whose subscription is over and whose allotment is not.
  private Optional<Offering> due() {
    return s.dice()
        .pick(
            s.model().offerings().stream()
                .filter(
                    o ->
                        s.mostly(
                            s.model().phase(o) == Phase.SUBSCRIPTION_CLOSED
                                || (o.status().isOff() && o.endedAt().isEmpty())))
                .toList());
  }

  private Optional<PartyId> anybody() {
    return s.dice().pick(s.model().acting(Role.TRADER)).map(Party::id);
  }

  private Optional<Draft> step(String type, Optional<Offering> offering) {
    return offering.flatMap(o -> anybody().flatMap(by -> s.draft(by, type, only(o))));
  }

  private Optional<Draft> tally() {
    return step("allotment.tally", due().filter(o -> s.mostly(!run(o).tally().done())));
  }

  private Optional<Draft> extend() {
    return step(
        "offering.extend",
        due()
            .filter(o -> s.mostly(o.terms().subscription().unsold() instanceof Unsold.Extend))
            .filter(o -> s.mostly(run(o).tally().done() && !o.schedule().extended())));
  }

  private Optional<Draft> reveal() {
    return due()
        .filter(o -> s.mostly(run(o).tally().done()))
        .flatMap(
            offering ->
                offering
                    .terms()
                    .subscription()
                    .draw()
                    .flatMap(draw -> reveal(offering, draw, run(offering))));
  }

  private Optional<Draft> reveal(Offering offering, Draw draw, AllotmentRun run) {
    boolean issuer = run.issuerSecret().isEmpty() && s.dice().oneIn(2);
    if (!s.mostly(issuer || run.regulatorSecret().isEmpty())) {
      return Optional.empty();
    }
    var commitment = issuer ? draw.issuerCommitment() : draw.regulatorCommitment();
    return s.draft(
        issuer ? offering.issuer() : draw.regulator(),
        "lottery.reveal",
        only(offering).with("secret", s.wallet().secretOf(commitment).base64()));
  }

  private Optional<Draft> propose() {
    return due()
        .filter(o -> s.mostly(run(o).tally().done() && run(o).cuts().isEmpty()))
        .filter(o -> o.status() == OfferingStatus.ANNOUNCED && run(o).tally().done())
        .flatMap(
            offering ->
                anybody()
                    .flatMap(
                        by ->
                            s.draft(
                                by,
                                "allotment.propose",
                                AllotmentProposals.body(s.model().state(), offering.id()))));
  }

  private Optional<Draft> verify() {
    return s.dice()
        .pick(
            s.model().all("allotment-proposal", Proposal.class).stream()
                .filter(
                    proposal ->
                        s.model().table("offering").get(proposal.offering().value())
                                instanceof Offering offering
                            && s.mostly(run(offering).cuts().isEmpty()))
                .toList())
        .flatMap(
            proposal ->
                anybody()
                    .flatMap(
                        by ->
                            s.draft(
                                by,
                                "allotment.verify",
                                Json.Obj.empty()
                                    .with("offering", proposal.offering().value())
                                    .with("proposer", proposal.by().value()))));
  }

  private Optional<Draft> settle() {
    return step(
        "allotment.settle",
        due().filter(o -> s.mostly(run(o).tally().done() || o.status().isOff())));
  }

  private Optional<Draft> releaseCollateral() {
    return step(
        "offering.releaseCollateral",
        s.dice()
            .pick(
                s.model().offerings().stream()
                    .filter(o -> s.mostly(o.endedAt().isPresent() && o.collateral().isPresent()))
                    .toList()));
  }

  private Optional<Draft> settleLate() {
    return s.dice()
        .pick(
            s.model().all("subscription", Application.class).stream()
                .filter(application -> application.status() == Application.Status.SET_ASIDE)
                .filter(
                    application ->
                        s.mostly(!s.model().frozen().contains("note|" + application.lock())))
                .toList())
        .flatMap(
            application ->
                anybody()
                    .flatMap(
                        by ->
                            s.draft(
                                by,
                                "allotment.settleLate",
                                Json.Obj.empty()
                                    .with("offering", application.offering().value())
                                    .with(
                                        "beneficialOwner",
                                        application.beneficialOwner().value()))));
  }
}
