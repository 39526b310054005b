package io.kedge.settlement;

import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.fee.FeeRates;
import io.kedge.fee.FeeSide;
import io.kedge.fee.Fees;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.kernel.PartyId;
import io.kedge.note.Lock;
import io.kedge.note.Locks;
import io.kedge.note.NoteRefusal;
import io.kedge.note.Postings;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import io.kedge.offering.Trading;
import io.kedge.offering.TradingMethod;
import io.kedge.order.Order;
import io.kedge.order.OrderSide;
import io.kedge.order.OrderTerms;
import io.kedge.order.Orders;
import io.kedge.party.Parties;
import io.kedge.party.Party;
import io.kedge.party.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The fills of one command on their way: every leg is checked again here, at settlement, whatever
/// was checked when the orders were placed.
final class Settlement {
  private final PartyId sender;
  private final LedgerView view;
  private final LedgerTime now;
  private final SortedMap<LockId, Leg> legs = new TreeMap<>();
  private final SortedMap<InstrumentId, Offering> markets = new TreeMap<>();
  private final List<SettlementEvent> events = new ArrayList<>();

  Settlement(PartyId sender, LedgerView view, LedgerTime now) {
    this.sender = sender;
    this.view = view;
    this.now = now;
  }

  /// Checks one fill and takes it into the legs.
  void fill(SettlementCommand.Fill fill) {
    Leg sell = leg(fill.sell(), OrderSide.SELL);
    Leg buy = leg(fill.buy(), OrderSide.BUY);
    Offering offering = requireMarket(sell.terms(), buy.terms());
    Party seller = Parties.requireRole(view, sell.owner(), Role.TRADER);
    Party buyer = Parties.requireRole(view, buy.owner(), Role.TRADER);
    Trading.requireInvestor(view, offering, buyer.id());
    requireMayMeet(sell, buy, seller, buyer, offering.terms().compliance().method());
    requireUnits(fill.units(), sell, buy, offering);
    boolean sellFirst = sell.order().isBefore(buy.order());
    long price = (sellFirst ? sell : buy).terms().limit();
    long value = Math.multiplyExact(price, fill.units());
    FeeSide sellerSide = sellFirst ? FeeSide.MAKER : FeeSide.TAKER;
    FeeSide buyerSide = sellFirst ? FeeSide.TAKER : FeeSide.MAKER;
    long sellerFee =
        sell.fill(fill.units(), value, sellerSide, rate(offering, seller, sellerSide, sell));
    long buyerFee = buy.fill(fill.units(), value, buyerSide, rate(offering, buyer, buyerSide, buy));
    events.add(
        new SettlementEvent.Filled(
            sell.order().first(),
            buy.order().first(),
            seller.id(),
            buyer.id(),
            sell.terms().issue(),
            fill.units(),
            sell.terms().cash(),
            price,
            sellerSide,
            sellerFee,
            buyerFee));
  }

  /// Moves everything.
  void post(Postings postings) {
    legs.values()
        .forEach(leg -> leg.post(postings, market(leg.terms().issue()).terms().operator()));
    events.forEach(event -> postings.out().event(event.encoded()));
  }

  private Leg leg(LockId id, OrderSide side) {
    Leg known = legs.get(id);
    if (known != null && known.terms().side() == side) {
      return known;
    }
    Order order = Orders.require(view, id, side);
    requireMayExecute(order.lock());
    Locks.requireRunning(view, order.lock(), now);
    var leg = new Leg(order);
    legs.put(id, leg);
    return leg;
  }

  /// The executor settles; an owner may settle its own order with one that names it as executor,
  /// for it needs nobody's leave but the other's.
  private void requireMayExecute(Lock lock) {
    RefusedException.unless(
        lock.owner().equals(sender) || lock.executor().equals(Optional.of(sender)),
        NoteRefusal.NOT_THE_EXECUTOR,
        lock.id());
  }

  private Offering requireMarket(OrderTerms sell, OrderTerms buy) {
    RefusedException.unless(
        sell.issue().equals(buy.issue()), SettlementRefusal.ISSUES_DIFFER, buy.issue());
    RefusedException.unless(
        sell.cash().equals(buy.cash()), SettlementRefusal.CASH_DIFFERS, buy.cash());
    return market(sell.issue());
  }

  private Offering market(InstrumentId issue) {
    Offering known = markets.get(issue);
    if (known == null) {
      known = Offerings.requireOfIssue(view, issue);
      Trading.requireOpen(view, known, now);
      Trading.requireSession(known, now);
      markets.put(issue, known);
    }
    return known;
  }

  private void requireMayMeet(Leg sell, Leg buy, Party seller, Party buyer, TradingMethod method) {
    boolean mustBeNamed = method == TradingMethod.NEGOTIATED;
    requireNamed(sell.terms(), buyer.id(), mustBeNamed);
    requireNamed(buy.terms(), seller.id(), mustBeNamed);
    RefusedException.unless(
        !seller.beneficialOwner().equals(buyer.beneficialOwner()),
        SettlementRefusal.SELF_TRADE,
        seller.beneficialOwner());
    long asked = sell.terms().limit();
    long bid = buy.terms().limit();
    RefusedException.unless(
        asked <= bid, SettlementRefusal.LIMITS_DO_NOT_CROSS, asked, "over", bid);
    if (method == TradingMethod.LISTING) {
      RefusedException.unless(
          sell.order().isBefore(buy.order()),
          SettlementRefusal.LISTING_NOT_FIRST,
          sell.order().lock().id());
      RefusedException.unless(
          asked == bid, SettlementRefusal.LISTING_PRICE_DIFFERS, asked, "and", bid);
    }
  }

  private static void requireNamed(OrderTerms terms, PartyId other, boolean mustBeNamed) {
    RefusedException.unless(
        terms.counterparty().map(other::equals).orElse(!mustBeNamed),
        SettlementRefusal.COUNTERPARTY_DIFFERS,
        other);
  }

  private static void requireUnits(long units, Leg sell, Leg buy, Offering offering) {
    long lot = offering.terms().trading().lot();
    RefusedException.unless(
        units % lot == 0, SettlementRefusal.UNITS_OFF_LOT, units, "is no multiple of", lot);
    long open = Math.min(sell.terms().open(), buy.terms().open());
    RefusedException.unless(units <= open, SettlementRefusal.UNITS_OVER_OPEN, units, "of", open);
  }

  private int rate(Offering offering, Party party, FeeSide side, Leg leg) {
    var schedule = Fees.require(view, offering.terms().trading().feeSchedule());
    FeeRates rates = Fees.rates(schedule, now, party.feeTier());
    RefusedException.unless(
        rates.of(side) <= leg.terms().maxFeePpm(),
        SettlementRefusal.FEE_OVER_MAXIMUM,
        party.id(),
        "signed",
        leg.terms().maxFeePpm(),
        "the rate is",
        rates.of(side));
    return rates.of(side);
  }
}
