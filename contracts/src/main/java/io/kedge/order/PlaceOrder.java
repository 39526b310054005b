package io.kedge.order;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Refusal;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.fee.Fees;
import io.kedge.kernel.Fields;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.note.LockDraft;
import io.kedge.note.Locks;
import io.kedge.note.Note;
import io.kedge.note.Postings;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import io.kedge.offering.Terms;
import io.kedge.offering.Trading;
import io.kedge.offering.TradingMethod;
import io.kedge.party.Parties;
import io.kedge.party.Party;
import io.kedge.party.Role;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// `order.place`: a trader offers units for sale or cash for units, under limits that nobody who
/// settles the order can leave (C-27, C-28, H-52).
public final class PlaceOrder implements Contract<OrderCommand.Place> {
  @Override
  public CommandType type() {
    return CommandType.of("order.place");
  }

  @Override
  public OrderCommand.Place decode(Fields body) {
    return new OrderCommand.Place(
        body.id("issue", InstrumentId::new),
        body.name("side", OrderSide.class),
        body.positive("limit"),
        body.positive("units"),
        body.time("expiry"),
        body.small("maxFeePpm"),
        body.optional("counterparty", name -> body.id(name, PartyId::new)),
        body.id("executor", PartyId::new),
        body.ids("inputs", NoteId::new),
        body.optional("venueSequence", body::count));
  }

  @Override
  public Optional<Refusal> precheck(OrderCommand.Place place) {
    if (place.venueSequence().isPresent()) {
      return Optional.of(OrderRefusal.VENUE_SEQUENCE_RESERVED);
    }
    return place.maxFeePpm() <= Fees.WHOLE_PPM
        ? Optional.empty()
        : Optional.of(OrderRefusal.MAX_FEE_OVER_WHOLE);
  }

  @Override
  public Set<Key> reads(Signed<OrderCommand.Place> command) {
    var keys = new TreeSet<Key>();
    command.value().inputs().forEach(id -> keys.add(Note.key(id)));
    return keys;
  }

  @Override
  public long units(OrderCommand.Place place) {
    return place.locked();
  }

  @Override
  public Decision decide(Signed<OrderCommand.Place> command, LedgerView view, LedgerTime now) {
    OrderCommand.Place place = command.value();
    Party trader = Parties.requireRole(view, command.party(), Role.TRADER);
    Offering offering = Offerings.requireOfIssue(view, place.issue());
    Trading.requireOpen(view, offering, now);
    Trading.requireSession(offering, now);
    if (place.side() == OrderSide.BUY) {
      Trading.requireInvestor(view, offering, trader.id());
    }
    requireParties(place, trader, offering.terms(), view);
    PriceRules.requirePrice(offering.terms(), place.limit());
    PriceRules.requireUnits(offering.terms(), place.units());
    requireExpiry(place, offering, view, now);
    requireFee(place, trader, offering.terms(), view, now);
    return lock(command, offering.terms(), view, now);
  }

  private static void requireParties(
      OrderCommand.Place place, Party trader, Terms terms, LedgerView view) {
    TradingMethod method = terms.compliance().method();
    RefusedException.unless(
        method != TradingMethod.AUCTION, OrderRefusal.METHOD_NEEDS_ORDER_BOOK, method);
    RefusedException.unless(
        method != TradingMethod.NEGOTIATED || place.counterparty().isPresent(),
        OrderRefusal.COUNTERPARTY_MISSING);
    if (place.counterparty().isPresent()) {
      Party other = Parties.requireActive(view, place.counterparty().get());
      RefusedException.unless(
          !other.beneficialOwner().equals(trader.beneficialOwner()),
          OrderRefusal.COUNTERPARTY_IS_OWN_SIDE,
          other.id());
    }
    RefusedException.unless(
        place.executor().equals(terms.operator())
            || place.counterparty().equals(Optional.of(place.executor())),
        OrderRefusal.EXECUTOR_NOT_ALLOWED,
        place.executor());
  }

  private static void requireExpiry(
      OrderCommand.Place place, Offering offering, LedgerView view, LedgerTime now) {
    RefusedException.unless(place.expiry().isAfter(now), OrderRefusal.EXPIRY_NOT_AHEAD, "at", now);
    LedgerTime close = Trading.closesAt(view, offering, now);
    RefusedException.unless(
        !place.expiry().isAfter(close), OrderRefusal.EXPIRY_AFTER_CLOSE, "at", close);
  }

  private static void requireFee(
      OrderCommand.Place place, Party trader, Terms terms, LedgerView view, LedgerTime now) {
    var schedule = Fees.require(view, terms.trading().feeSchedule());
    int rate = Fees.rates(schedule, now, trader.feeTier()).orderMax();
    RefusedException.unless(
        rate <= place.maxFeePpm(), OrderRefusal.FEE_OVER_MAXIMUM, "the rate is", rate);
    if (place.side() == OrderSide.SELL) {
      long lot = Math.multiplyExact(place.limit(), terms.trading().lot());
      RefusedException.unless(
          Fees.ceil(place.maxFeePpm(), lot) < lot, OrderRefusal.PROCEEDS_CANNOT_PAY_FEE, lot);
    }
  }

  private static Decision lock(
      Signed<OrderCommand.Place> command, Terms terms, LedgerView view, LedgerTime now) {
    OrderCommand.Place place = command.value();
    OrderTerms order = OrderTerms.placed(place, terms.cash());
    InstrumentId instrument = place.side() == OrderSide.SELL ? place.issue() : terms.cash();
    var postings = new Postings(command.id(), view, now);
    var taken = postings.spend(command.party(), instrument, place.inputs());
    if (place.side() == OrderSide.SELL) {
      Locks.requireResaleAllowed(view, taken, now);
    }
    long units = order.locked();
    postings.lock(
        new LockDraft(
            command.party(),
            new Quantity(instrument, units),
            place.side().purpose(),
            Optional.of(place.executor()),
            Optional.empty(),
            place.expiry(),
            now,
            taken.since(),
            Optional.empty(),
            order.encoded()));
    postings.change(command.party(), taken, units);
    return postings.build();
  }
}
