package io.kedge.scenario.workload;

import static io.kedge.scenario.workload.Situation.DAY;
import static io.kedge.scenario.workload.Situation.HOUR;
import static io.kedge.scenario.workload.Situation.kind;
import static io.kedge.scenario.workload.Situation.whole;

import io.kedge.cash.Cash;
import io.kedge.fee.FeeSchedule;
import io.kedge.issue.Issue;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.party.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes announcements with terms of every kind.
final class TermsMaker {
  private final Situation s;

  TermsMaker(Situation situation) {
    s = situation;
  }

  /// When the stages of one offering are, in milliseconds of ledger time.
  private record Times(long opens, long closes, long trading, long redemption, long ends) {}

  /// What depends on one another in the subscription's terms.
  private record Sale(long quantity, long lot, List<String> rules) {
    boolean draws() {
      return rules.contains("LOTTERY") || rules.contains("HYBRID");
    }
  }

  Optional<Draft> announce(Issue issue) {
    Optional<Cash> cash = s.dice().pick(s.model().all("cash", Cash.class));
    Optional<FeeSchedule> fees = s.dice().pick(s.model().all("fee", FeeSchedule.class));
    if (cash.isEmpty() || fees.isEmpty()) {
      return Optional.empty();
    }
    Times times = times();
    long lot = s.dice().of(1L, 1L, 5L);
    long quantity = Math.max(1, issue.units() / lot) * lot;
    var sale = new Sale(quantity, lot, rules());
    long price = s.dice().between(1, 60) * 10;
    Json.Obj terms =
        Json.Obj.empty()
            .with("anchor", issue.asset().value())
            .with("quantity", quantity)
            .with("price", price)
            .with("cash", cash.get().id().value())
            .with("ratio", issue.ratio())
            .with("operator", fees.get().operator().value())
            .with("subscription", subscription(issue, sale, times))
            .with("trading", trading(fees.get(), times))
            .with("clauses", Json.Obj.empty().with("text", Situation.texts("无", "None")))
            .with("circulation", circulation(issue))
            .with("compliance", compliance());
    boolean inCash = s.dice().oneIn(3);
    long expiryPrice = Math.max(1, price / 2);
    Json.Obj expiry = inCash ? kind("CASH").with("price", expiryPrice) : kind("FORFEIT");
    Json.Obj body =
        Json.Obj.empty()
            .with("issue", issue.id().value())
            .with("terms", terms.with("redemption", redemption(times, expiry)));
    Json.Obj whole =
        inCash
            ? s.cover(issue.issuer(), cash.get().id(), expiryPrice * quantity)
                .map(notes -> body.with("collateral", Json.Arr.ofTexts(notes)))
                .orElse(body)
            : body;
    return s.draft(issue.issuer(), "offering.announce", whole);
  }

  private Times times() {
    long opens = s.in(s.dice().between(0, 12) * HOUR).millis();
    long closes = opens + s.dice().between(1, 3) * DAY;
    long trading = closes + s.dice().between(12, 48) * HOUR;
    long redemption = trading + s.dice().between(2, 8) * DAY;
    return new Times(opens, closes, trading, redemption, redemption + s.dice().between(2, 6) * DAY);
  }

  private List<String> rules() {
    var rules = new ArrayList<String>();
    for (int i = s.dice().below(3); i >= 0; i--) {
      rules.add(s.dice().of("FIRST_COME", "PRO_RATA", "LOTTERY", "HYBRID"));
    }
    return rules;
  }

  private Json.Obj subscription(Issue issue, Sale sale, Times times) {
    long lots = sale.quantity() / sale.lot();
    long cap = Math.max(1, Math.min(900, lots / s.dice().between(1, 4)));
    long min = s.dice().between(1, Math.max(1, cap / 4));
    long softCap = s.dice().oneIn(3) ? sale.quantity() / s.dice().between(2, 4) : 0;
    Json.Obj terms =
        Json.Obj.empty()
            .with("opens", times.opens())
            .with("closes", times.closes())
            .with("unitsMin", min * sale.lot())
            .with("unitsCap", cap * sale.lot())
            .with("lot", sale.lot())
            .with("softCap", softCap)
            .with("tranches", tranches(sale))
            .with(
                "unsold",
                s.dice().oneIn(3)
                    ? kind("EXTEND").with("until", (times.closes() + times.trading()) / 2)
                    : kind("RETURN"));
    return sale.draws() ? draw(issue, times).map(d -> terms.with("draw", d)).orElse(terms) : terms;
  }

  private Json tranches(Sale sale) {
    var tranches = new ArrayList<Json>();
    long rest = sale.quantity() / sale.lot();
    int number = sale.rules().size();
    for (int i = 0; i < number; i++) {
      long lots = i == number - 1 ? rest : Math.max(1, rest / 3);
      rest -= lots;
      String rule = sale.rules().get(i);
      Json.Obj chosen =
          rule.equals("FIRST_COME")
              ? kind(rule).with("allowPartial", new Json.Truth(s.dice().oneIn(2)))
              : kind(rule);
      tranches.add(
          Json.Obj.empty()
              .with("name", "tranche-" + i)
              .with("units", lots * sale.lot())
              .with("eligible", eligible())
              .with("rule", chosen));
    }
    return new Json.Arr(tranches);
  }

  private Json eligible() {
    return switch (s.dice().below(6)) {
      case 0 ->
          kind("CLASSES")
              .with("classes", Json.Arr.ofTexts(List.of("PROFESSIONAL", "INSTITUTIONAL")));
      case 1 -> kind("LISTED").with("parties", Json.Arr.ofTexts(List.of("t1", "t2", "t5", "t6b")));
      default -> kind("ANYONE");
    };
  }

  private Optional<Json> draw(Issue issue, Times times) {
    return s.anyone(Role.REGULATOR)
        .map(
            regulator -> {
              Digest commitment = Digest.of(s.wallet().newSecret());
              Json.Obj promise =
                  Json.Obj.empty()
                      .with("issue", issue.id().value())
                      .with("commitment", commitment.hex());
              Bytes own = s.wallet().newSecret();
              return Json.Obj.empty()
                  .with("issuerCommitment", Digest.of(own).hex())
                  .with(
                      "regulatorCommitment",
                      s.wallet().document(regulator.value(), "lottery.commitment", promise))
                  .with("revealDeadline", times.closes() + (times.trading() - times.closes()) / 2);
            });
  }

  private Json.Obj trading(FeeSchedule fees, Times times) {
    boolean parallel = s.dice().oneIn(4);
    Json.Obj terms =
        Json.Obj.empty()
            .with("opens", times.trading())
            .with("parallel", new Json.Truth(parallel))
            .with("feeSchedule", fees.id().value())
            .with("tick", s.dice().of(1L, 5L, 10L))
            .with("lot", s.dice().of(1L, 1L, 2L));
    Json.Obj banded =
        s.dice().oneIn(3) ? terms.with("bandPpm", s.dice().between(50_000, 400_000)) : terms;
    return parallel ? banded.with("closes", times.redemption() + DAY) : banded;
  }

  private Json.Obj redemption(Times times, Json.Obj expiry) {
    return Json.Obj.empty()
        .with("opens", times.redemption())
        .with("closes", times.ends())
        .with("voucherDays", whole(s.dice().between(1, 8)))
        .with("shortagePpm", s.dice().of(0L, 5_000L, 100_000L))
        .with("expiry", expiry);
  }

  private Json circulation(Issue issue) {
    Optional<PartyId> venue = issue.venue().filter(_ -> s.dice().oneIn(2));
    return venue
        .map(party -> kind("EXTERNAL").with("venue", party.value()))
        .orElse(kind("INTERNAL"));
  }

  private Json.Obj compliance() {
    Json.Obj session = Json.Obj.empty().with("from", whole(0)).with("to", whole(1_440));
    Json.Obj calendar =
        Json.Obj.empty()
            .with(
                "weekdays",
                Json.Arr.ofTexts(
                    List.of(
                        "MONDAY",
                        "TUESDAY",
                        "WEDNESDAY",
                        "THURSDAY",
                        "FRIDAY",
                        "SATURDAY",
                        "SUNDAY")))
            .with("sessions", new Json.Arr(List.of(session)))
            .with("zone", "Asia/Shanghai")
            .with("offsetMinutes", 480)
            .with("dailyCutOff", whole(1_440));
    Json.Obj terms =
        Json.Obj.empty()
            .with(
                "method",
                s.dice().oneIn(15)
                    ? "AUCTION"
                    : s.dice().of("CONTINUOUS", "CONTINUOUS", "NEGOTIATED", "LISTING"))
            .with("holdersMax", whole(s.dice().of(0, 0, 5, 200)))
            .with("resaleDelayDays", whole(s.dice().of(0, 0, 1)))
            .with(
                "classes",
                Json.Arr.ofTexts(
                    s.dice().oneIn(2)
                        ? List.of("RETAIL", "PROFESSIONAL", "INSTITUTIONAL")
                        : List.of("PROFESSIONAL", "INSTITUTIONAL")));
    return s.dice().oneIn(8) ? terms : terms.with("calendar", calendar);
  }
}
