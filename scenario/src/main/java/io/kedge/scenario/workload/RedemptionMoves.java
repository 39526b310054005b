package io.kedge.scenario.workload;

import io.kedge.asset.Asset;
import io.kedge.issue.Issue;
import io.kedge.issue.IssueStatus;
import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.note.Note;
import io.kedge.offering.Offering;
import io.kedge.offering.OfferingStatus;
import io.kedge.offering.Phase;
import io.kedge.voucher.Voucher;
import io.kedge.voucher.VoucherState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Units become vouchers, vouchers goods and rights, and issues are wound up.
final class RedemptionMoves {
  private static final long MINUTE = 60_000;

  private final Situation s;

  RedemptionMoves(Situation situation) {
    s = situation;
  }

  List<Move> moves() {
    return List.of(
        new Move("redemption.redeem", 75, this::redeem),
        new Move("redemption.force", 120, this::force),
        new Move("voucher.split", 18, this::split),
        new Move("voucher.deliver", 54, this::deliver),
        new Move("voucher.declineHandover", 9, this::declineHandover),
        new Move("voucher.honour", 24, this::honour),
        new Move("voucher.expire", 75, this::expire),
        new Move("voucher.correct", 24, this::correct),
        new Move("liquidation.liquidate", 60, this::liquidate));
  }

  private Optional<Offering> in(Phase phase) {
    return s.dice()
        .pick(
            s.model().offerings().stream()
                .filter(o -> s.mostly(s.model().phase(o) == phase))
                .toList());
  }

  private Optional<Draft> redeem() {
    return in(Phase.REDEMPTION_OPEN)
        .flatMap(
            offering ->
                s.dice()
                    .pick(TradeMoves.units(s, offering.issue()))
                    .flatMap(
                        note -> {
                          Json.Obj body =
                              Json.Obj.empty()
                                  .with("issue", offering.issue().value())
                                  .with("inputs", Json.Arr.ofTexts(List.of(note.id().value())))
                                  .with("units", s.dice().between(1, note.amount().units()));
                          return s.draft(
                              note.owner(),
                              "redemption.redeem",
                              s.dice().oneIn(2) ? body.with("person", s.wallet().digest()) : body);
                        }));
  }

  private Optional<Draft> force() {
    return in(Phase.REDEMPTION_CLOSED)
        .flatMap(
            offering ->
                s.dice()
                    .pick(TradeMoves.units(s, offering.issue()))
                    .flatMap(note -> force(offering, note)));
  }

  private Optional<Draft> force(Offering offering, Note note) {
    var inputs = s.model().notesOf(note.owner(), offering.issue()).stream().limit(60).toList();
    return s.draft(
        s.operatorOf(offering),
        "redemption.force",
        Json.Obj.empty()
            .with("issue", offering.issue().value())
            .with("holder", note.owner().value())
            .with("inputs", Json.Arr.ofTexts(inputs.stream().map(n -> n.id().value()).toList())));
  }

  private Optional<Voucher> open() {
    return s.dice()
        .pick(
            s.model().vouchers().stream()
                .filter(v -> s.mostly(v.state() instanceof VoucherState.Open))
                .toList());
  }

  private static Json.Obj only(Voucher voucher) {
    return Json.Obj.empty().with("voucher", voucher.id().value());
  }

  private Optional<Draft> split() {
    return open()
        .filter(voucher -> s.mostly(voucher.units() > 1))
        .flatMap(
            voucher -> {
              long first = s.dice().between(1, Math.max(1, voucher.units() - 1));
              var parts = new ArrayList<Json>();
              parts.add(Json.Obj.empty().with("units", first));
              parts.add(Json.Obj.empty().with("units", Math.max(1, voucher.units() - first)));
              return s.draft(
                  voucher.holder(),
                  "voucher.split",
                  only(voucher).with("parts", new Json.Arr(parts)));
            });
  }

  private Optional<PartyId> warehouse(Voucher voucher) {
    return s.model().table("asset").get(voucher.asset().value()) instanceof Asset asset
        ? Optional.of(s.dice().oneIn(3) ? asset.owner() : asset.custodian())
        : Optional.empty();
  }

  private Json.Obj authorisation(Voucher voucher, PartyId warehouse, long quantity) {
    long minutes = s.dice().oneIn(20) ? 11 : s.dice().between(1, 10);
    Json.Obj body =
        Json.Obj.empty()
            .with("voucher", voucher.id().value())
            .with("warehouse", warehouse.value())
            .with("quantity", quantity)
            .with("nonce", "g" + (s.dice().oneIn(12) ? 1 : s.wallet().next()))
            .with("notAfter", s.in(minutes * MINUTE).millis());
    return s.wallet().document(voucher.holder().value(), "voucher.pickup", body);
  }

  private long quantity(Voucher voucher) {
    long units = s.dice().oneIn(2) ? voucher.units() : s.dice().between(1, voucher.units());
    return units * voucher.ratio() + (s.dice().oneIn(25) ? 1 : 0);
  }

  private Optional<Draft> deliver() {
    return open()
        .flatMap(
            voucher ->
                warehouse(voucher)
                    .flatMap(
                        by -> {
                          long quantity = quantity(voucher);
                          long shortage = s.dice().oneIn(4) ? quantity / 20 : 0;
                          Json.Obj body =
                              only(voucher)
                                  .with("authorisation", authorisation(voucher, by, quantity))
                                  .with("handed", quantity - shortage)
                                  .with("shortage", shortage);
                          Json lots = new Json.Arr(List.of(Json.Obj.empty().with("lot", "L-1")));
                          return s.draft(
                              by,
                              "voucher.deliver",
                              s.dice().oneIn(2) ? body.with("lots", lots) : body);
                        }));
  }

  private Optional<Draft> declineHandover() {
    return open()
        .flatMap(
            voucher ->
                warehouse(voucher)
                    .flatMap(
                        by ->
                            s.draft(
                                by,
                                "voucher.declineHandover",
                                only(voucher)
                                    .with(
                                        "authorisation",
                                        authorisation(voucher, by, quantity(voucher)))
                                    .with("reason", "damaged"))));
  }

  private Optional<Draft> honour() {
    return s.dice()
        .pick(s.model().vouchers())
        .flatMap(
            voucher ->
                s.dice()
                    .pick(voucher.rights())
                    .flatMap(
                        right ->
                            s.draft(
                                right.holder(),
                                "voucher.honour",
                                only(voucher)
                                    .with("right", right.type())
                                    .with(
                                        "times",
                                        s.dice().between(1, Math.max(1, right.left() / 2))))));
  }

  private Optional<Draft> expire() {
    return open()
        .filter(voucher -> s.mostly(!s.now().isBefore(voucher.expiresAt())))
        .flatMap(voucher -> s.draft(voucher.holder(), "voucher.expire", only(voucher)));
  }

  private Optional<Draft> correct() {
    return s.dice()
        .pick(
            s.model().vouchers().stream()
                .filter(v -> v.state() instanceof VoucherState.Completed)
                .toList())
        .flatMap(voucher -> warehouse(voucher).flatMap(house -> correct(voucher, house)));
  }

  private Optional<Draft> correct(Voucher voucher, PartyId house) {
    int number =
        voucher.state() instanceof VoucherState.Completed done ? done.corrections() + 1 : 1;
    long shortage = s.dice().between(0, voucher.goods());
    long handed = voucher.goods() - shortage;
    boolean byHolder = s.dice().oneIn(2);
    PartyId other = byHolder ? house : voucher.holder();
    Json.Obj consent =
        only(voucher)
            .with("number", Situation.whole(number))
            .with("handed", handed)
            .with("shortage", shortage);
    Json.Obj body =
        only(voucher)
            .with("handed", handed)
            .with("shortage", shortage)
            .with("reason", "counted again")
            .with("consent", s.wallet().document(other.value(), "voucher.correction", consent));
    return s.draft(byHolder ? voucher.holder() : house, "voucher.correct", body);
  }

  private Optional<Draft> liquidate() {
    return s.dice()
        .pick(
            s.model().issues().stream()
                .filter(issue -> s.mostly(nothingOutstanding(issue)))
                .toList())
        .flatMap(
            issue ->
                s.operator()
                    .flatMap(
                        by ->
                            s.draft(
                                by,
                                "liquidation.liquidate",
                                Json.Obj.empty().with("issue", issue.id().value()))));
  }

  private boolean nothingOutstanding(Issue issue) {
    boolean settled =
        s.model().offerings().stream()
            .anyMatch(o -> o.issue().equals(issue.id()) && o.status() == OfferingStatus.SETTLED);
    return issue.status() == IssueStatus.CONFIRMED
        && settled
        && TradeMoves.units(s, issue.id()).isEmpty()
        && s.model().locks().stream()
            .noneMatch(lock -> lock.amount().instrument().equals(issue.id()))
        && s.model().vouchers().stream()
            .noneMatch(v -> v.issue().equals(issue.id()) && v.state() instanceof VoucherState.Open);
  }
}
