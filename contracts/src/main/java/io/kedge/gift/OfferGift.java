package io.kedge.gift;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.note.Lock;
import io.kedge.note.LockDraft;
import io.kedge.note.LockPurpose;
import io.kedge.note.Locks;
import io.kedge.note.Note;
import io.kedge.note.Postings;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import io.kedge.offering.Trading;
import io.kedge.party.Parties;
import io.kedge.party.Party;
import io.kedge.party.Role;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// `gift.offer`: a trader gives units to another, free of any fee (C-30, H-55). A suspension of
/// trading does not stop it: that stops buying and selling (C-31).
public final class OfferGift implements Contract<GiftCommand.Offer> {
  @Override
  public CommandType type() {
    return CommandType.of("gift.offer");
  }

  @Override
  public GiftCommand.Offer decode(Fields body) {
    return new GiftCommand.Offer(
        body.id("issue", InstrumentId::new),
        body.ids("inputs", NoteId::new),
        body.positive("units"),
        body.id("to", PartyId::new),
        body.time("expiry"),
        body.optional("message", body::digest));
  }

  @Override
  public Set<Key> reads(Signed<GiftCommand.Offer> command) {
    var keys = new TreeSet<Key>();
    keys.add(Parties.key(command.value().to()));
    command.value().inputs().forEach(id -> keys.add(Note.key(id)));
    return keys;
  }

  @Override
  public long units(GiftCommand.Offer offer) {
    return offer.units();
  }

  @Override
  public Decision decide(Signed<GiftCommand.Offer> command, LedgerView view, LedgerTime now) {
    GiftCommand.Offer offer = command.value();
    Parties.requireRole(view, command.party(), Role.TRADER);
    RefusedException.unless(
        !offer.to().equals(command.party()), GiftRefusal.GIFT_TO_ONESELF, offer.to());
    Party receiver = Parties.requireRole(view, offer.to(), Role.TRADER);
    Offering offering = Offerings.requireOfIssue(view, offer.issue());
    Trading.requireCirculating(view, offering, now);
    Trading.requireInvestor(view, offering, receiver.id());
    requireExpiry(offer, offering, view, now);
    var postings = new Postings(command.id(), view, now);
    var taken = postings.spend(command.party(), offer.issue(), offer.inputs());
    Locks.requireResaleAllowed(view, taken, now);
    if (receiver.autoAcceptGifts()) {
      give(postings, command.party(), offer);
    } else {
      lock(postings, command.party(), offer, taken.since());
    }
    postings.change(command.party(), taken, offer.units());
    return postings.build();
  }

  private static void requireExpiry(
      GiftCommand.Offer offer, Offering offering, LedgerView view, LedgerTime now) {
    RefusedException.unless(offer.expiry().isAfter(now), GiftRefusal.EXPIRY_NOT_AHEAD, "at", now);
    LedgerTime close = Trading.closesAt(view, offering, now);
    RefusedException.unless(
        !offer.expiry().isAfter(close), GiftRefusal.EXPIRY_AFTER_CLOSE, "at", close);
  }

  private static void give(Postings postings, PartyId giver, GiftCommand.Offer offer) {
    var amount = new Quantity(offer.issue(), offer.units());
    postings.note(offer.to(), amount, postings.now());
    postings
        .out()
        .event(
            new GiftEvent.Given(Optional.empty(), giver, offer.to(), amount, offer.message())
                .encoded());
  }

  private static void lock(
      Postings postings, PartyId giver, GiftCommand.Offer offer, LedgerTime since) {
    Lock lock =
        postings.lock(
            new LockDraft(
                giver,
                new Quantity(offer.issue(), offer.units()),
                LockPurpose.GIFT,
                Optional.of(offer.to()),
                Optional.of(offer.to()),
                offer.expiry(),
                postings.now(),
                since,
                Optional.empty(),
                new GiftTerms(offer.message()).encoded()));
    postings.out().event(new GiftEvent.Offered(lock.id(), offer.to()).encoded());
  }
}
