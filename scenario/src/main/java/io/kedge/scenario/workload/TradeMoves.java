package io.kedge.scenario.workload;

import static io.kedge.scenario.workload.Situation.DAY;
import static io.kedge.scenario.workload.Situation.HOUR;
import static io.kedge.scenario.workload.Situation.whole;

import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.note.Lock;
import io.kedge.note.LockPurpose;
import io.kedge.note.Note;
import io.kedge.offering.Offering;
import io.kedge.offering.Phase;
import io.kedge.offering.TradingMethod;
import io.kedge.order.OrderTerms;
import io.kedge.party.Party;
import io.kedge.party.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Orders, their settlement, and the end of locks by time.
final class TradeMoves {
  private final Situation s;

  TradeMoves(Situation situation) {
    s = situation;
  }

  List<Move> moves() {
    return List.of(
        new Move("order.place", 100, this::sell),
        new Move("order.place", 60, this::buy),
        new Move("order.place", 120, this::answer),
        new Move("order.cancel", 12, () -> end("order.cancel")),
        new Move("order.reduce", 16, () -> end("order.reduce")),
        new Move("settlement.settle", 160, this::settle),
        new Move("lock.expire", 48, this::expire));
  }

  private List<Offering> trading() {
    return s.model().offerings().stream()
        .filter(o -> s.mostly(s.model().phase(o) == Phase.TRADING_OPEN))
        .toList();
  }

  private Optional<Offering> market() {
    return s.dice().pick(trading());
  }

  private Optional<Draft> sell() {
    return market()
        .flatMap(
            offering ->
                s.dice()
                    .pick(
                        s.model().notes().stream()
                            .filter(n -> n.amount().instrument().equals(offering.issue()))
                            .toList())
                    .flatMap(note -> sell(offering, note)));
  }

  private Optional<Draft> sell(Offering offering, Note note) {
    long lot = offering.terms().trading().lot();
    long units = s.dice().between(1, Math.max(1, note.amount().units() / lot)) * lot;
    return s.cover(note.owner(), offering.issue(), units)
        .flatMap(
            inputs ->
                place(
                    offering,
                    note.owner(),
                    new Wish("SELL", price(offering), units, partner(offering)),
                    inputs));
  }

  private Optional<Draft> buy() {
    return market()
        .flatMap(
            offering ->
                s.dice()
                    .pick(s.model().acting(Role.TRADER))
                    .flatMap(
                        by ->
                            buy(
                                offering,
                                by.id(),
                                new Wish(
                                    "BUY",
                                    price(offering),
                                    s.dice().between(1, 30) * offering.terms().trading().lot(),
                                    partner(offering)))));
  }

  private Optional<Draft> buy(Offering offering, PartyId by, Wish wish) {
    long money = wish.limit() * wish.units();
    return s.cover(by, offering.terms().cash(), money + money / 100 + 1)
        .flatMap(inputs -> place(offering, by, wish, inputs));
  }

  /// What somebody wants to trade.
  private record Wish(String side, long limit, long units, Optional<PartyId> partner) {}

  /// Takes the other side of an order that stands.
  private Optional<Draft> answer() {
    return s.dice()
        .pick(orders())
        .flatMap(
            lock -> {
              OrderTerms terms = OrderTerms.decode(lock.terms());
              Optional<Offering> offering =
                  trading().stream().filter(o -> o.issue().equals(terms.issue())).findFirst();
              Optional<PartyId> by =
                  terms
                      .counterparty()
                      .or(() -> s.dice().pick(s.model().acting(Role.TRADER)).map(Party::id));
              if (offering.isEmpty() || by.isEmpty()) {
                return Optional.empty();
              }
              Optional<PartyId> partner =
                  terms.counterparty().isPresent() ? Optional.of(lock.owner()) : Optional.empty();
              return lock.purpose() == LockPurpose.SELL_ORDER
                  ? buy(
                      offering.get(),
                      by.get(),
                      new Wish("BUY", terms.limit(), terms.open(), partner))
                  : s.cover(by.get(), terms.issue(), terms.open())
                      .flatMap(
                          inputs ->
                              place(
                                  offering.get(),
                                  by.get(),
                                  new Wish("SELL", terms.limit(), terms.open(), partner),
                                  inputs));
            });
  }

  private Optional<PartyId> partner(Offering offering) {
    boolean named =
        offering.terms().compliance().method() == TradingMethod.NEGOTIATED || s.dice().oneIn(8);
    return named && !s.dice().oneIn(15)
        ? s.dice().pick(s.model().acting(Role.TRADER)).map(Party::id)
        : Optional.empty();
  }

  private long price(Offering offering) {
    long tick = offering.terms().trading().tick();
    long ticks = offering.terms().price() / tick;
    long moved = Math.max(1, ticks + s.dice().between(-2, 2)) * tick;
    return s.dice().oneIn(25) ? moved * 3 + 1 : moved;
  }

  private Optional<Draft> place(Offering offering, PartyId by, Wish wish, List<String> inputs) {
    long standing = s.now().millis() - s.model().clock(offering).millis();
    long close = offering.schedule().trading().closes().millis() + standing;
    long wanted = s.in(s.dice().of(HOUR, DAY, 3 * DAY)).millis();
    long expiry = s.dice().oneIn(25) ? wanted : Math.min(wanted, close);
    PartyId executor =
        wish.partner().filter(_ -> s.dice().oneIn(3)).orElse(offering.terms().operator());
    Json.Obj body =
        Json.Obj.empty()
            .with("issue", offering.issue().value())
            .with("side", wish.side())
            .with("limit", wish.limit())
            .with("units", wish.units())
            .with("expiry", expiry)
            .with("maxFeePpm", whole(s.dice().oneIn(20) ? 10 : 5_000))
            .with("executor", executor.value())
            .with("inputs", Json.Arr.ofTexts(inputs));
    Json.Obj named = wish.partner().map(p -> body.with("counterparty", p.value())).orElse(body);
    return Optional.of(new Draft(by.value(), "order.place", named, signers(by)));
  }

  /// The organisation's own key, or those of its employees.
  private List<String> signers(PartyId by) {
    return s.dice().oneIn(3) ? s.wallet().officers(by.value()) : s.wallet().one(by.value());
  }

  private List<Lock> orders() {
    var orders = new ArrayList<>(s.model().locks(LockPurpose.SELL_ORDER));
    orders.addAll(s.model().locks(LockPurpose.BUY_ORDER));
    return orders;
  }

  private Optional<Draft> end(String type) {
    return s.dice()
        .pick(orders())
        .flatMap(
            lock -> {
              Json.Obj body = Json.Obj.empty().with("lock", lock.id().value());
              long open = OrderTerms.decode(lock.terms()).open();
              boolean reduce = type.equals("order.reduce");
              return s.draft(
                  lock.owner(),
                  type,
                  reduce ? body.with("units", s.dice().between(1, Math.max(1, open / 2))) : body);
            });
  }

  private Optional<Draft> settle() {
    var fills = new ArrayList<Json>();
    var used = new ArrayList<Lock>();
    Optional<PartyId> by = Optional.empty();
    for (Lock sell : s.model().locks(LockPurpose.SELL_ORDER)) {
      for (Lock buy : s.model().locks(LockPurpose.BUY_ORDER)) {
        boolean fresh = used.stream().noneMatch(lock -> lock.equals(sell) || lock.equals(buy));
        boolean first = by.isEmpty() || by.equals(sell.executor());
        if (fresh && first && s.mostly(fits(sell, buy)) && fills.size() < 3) {
          by = sell.executor();
          used.add(sell);
          used.add(buy);
          fills.add(fill(sell, buy));
        }
      }
    }
    return fills.isEmpty()
        ? Optional.empty()
        : by.flatMap(
            who ->
                s.draft(
                    who, "settlement.settle", Json.Obj.empty().with("fills", new Json.Arr(fills))));
  }

  private Json fill(Lock sell, Lock buy) {
    long open =
        Math.min(OrderTerms.decode(sell.terms()).open(), OrderTerms.decode(buy.terms()).open());
    long units = s.dice().oneIn(2) ? open : s.dice().between(1, open);
    return Json.Obj.empty()
        .with("sell", sell.id().value())
        .with("buy", buy.id().value())
        .with("units", Math.max(1, units));
  }

  private boolean fits(Lock sell, Lock buy) {
    OrderTerms selling = OrderTerms.decode(sell.terms());
    OrderTerms buying = OrderTerms.decode(buy.terms());
    return selling.issue().equals(buying.issue())
        && selling.limit() <= buying.limit()
        && !sell.owner().equals(buy.owner())
        && selling.counterparty().map(buy.owner()::equals).orElse(true)
        && buying.counterparty().map(sell.owner()::equals).orElse(true)
        && sell.expiry().isAfter(s.now())
        && buy.expiry().isAfter(s.now());
  }

  private Optional<Draft> expire() {
    return s.dice()
        .pick(
            s.model().locks().stream()
                .filter(lock -> !s.now().isBefore(lock.expiry()) || s.dice().oneIn(200))
                .toList())
        .flatMap(
            lock ->
                s.anyone(Role.TRADER)
                    .flatMap(
                        by ->
                            s.draft(
                                by,
                                "lock.expire",
                                Json.Obj.empty().with("lock", lock.id().value()))));
  }

  /// Notes of an issue that is offered, for whoever gives or redeems them.
  static List<Note> units(Situation s, InstrumentId issue) {
    return s.model().notes().stream()
        .filter(note -> note.amount().instrument().equals(issue))
        .toList();
  }
}
