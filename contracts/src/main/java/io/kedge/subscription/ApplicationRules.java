package io.kedge.subscription;

import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.fee.FeeSide;
import io.kedge.fee.Fees;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Identifiers;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.Wire;
import io.kedge.note.Lock;
import io.kedge.note.LockDraft;
import io.kedge.note.LockPurpose;
import io.kedge.note.Postings;
import io.kedge.offering.Offering;
import io.kedge.offering.OfferingStatus;
import io.kedge.offering.Offerings;
import io.kedge.offering.SubscriptionTerms;
import io.kedge.offering.Trading;
import io.kedge.offering.Window;
import io.kedge.party.Party;
import io.kedge.subscription.SubscriptionCommand.Request;
import java.util.List;
import java.util.Optional;

/// What applying and amending have in common: who may ask for how much, when, and the cash that is
/// locked for it.
final class ApplicationRules {
  private ApplicationRules() {}

  /// Reads the members `tranche`, `units`, `maxFeePpm` and `inputs`.
  static Request parse(Fields body) {
    return new Request(
        body.id("tranche", Identifiers::require),
        body.positive("units"),
        body.small("maxFeePpm"),
        body.optional("inputs", name -> body.ids(name, NoteId::new)).orElse(List.of()));
  }

  /// Refuses outside the window of subscription, or while something is frozen.
  static void requireOpen(LedgerView view, Offering offering, LedgerTime now) {
    Window window = offering.schedule().subscription();
    LedgerTime clock = Offerings.clock(view, offering, now);
    RefusedException.unless(
        !clock.isBefore(window.opens()),
        SubscriptionRefusal.SUBSCRIPTION_NOT_OPEN,
        "opens at",
        window.opens());
    RefusedException.unless(
        offering.status() == OfferingStatus.ANNOUNCED && clock.isBefore(window.closes()),
        SubscriptionRefusal.SUBSCRIPTION_CLOSED,
        offering.status(),
        window.closes());
    Offerings.requireNotFrozen(view, offering);
  }

  /// Refuses what the announced subscription rules do not allow (C-14).
  ///
  /// @return which tranche is meant
  static int requireAllowed(LedgerView view, Offering offering, Party party, Request request) {
    SubscriptionTerms rules = offering.terms().subscription();
    int tranche = rules.trancheIndex(request.tranche());
    RefusedException.unless(tranche >= 0, SubscriptionRefusal.TRANCHE_UNKNOWN, request.tranche());
    RefusedException.unless(
        rules.tranches().get(tranche).eligible().admits(party),
        SubscriptionRefusal.NOT_ELIGIBLE,
        party.id(),
        request.tranche());
    Trading.requireInvestor(view, offering, party.id());
    RefusedException.unless(
        request.units() % rules.lot() == 0,
        SubscriptionRefusal.NOT_IN_LOTS,
        request.units(),
        "lot",
        rules.lot());
    RefusedException.unless(
        request.units() >= rules.unitsMin(), SubscriptionRefusal.UNDER_MINIMUM, rules.unitsMin());
    RefusedException.unless(
        request.units() <= rules.unitsCap(), SubscriptionRefusal.OVER_CAP, rules.unitsCap());
    return tranche;
  }

  /// The fee rate in force for the party.
  static int feePpm(
      LedgerView view, Offering offering, Party party, Request request, LedgerTime now) {
    int ppm =
        Fees.rate(
            view,
            offering.terms().trading().feeSchedule(),
            now,
            FeeSide.SUBSCRIPTION,
            party.feeTier());
    RefusedException.unless(ppm <= request.maxFeePpm(), SubscriptionRefusal.FEE_OVER_MAX, ppm);
    return ppm;
  }

  /// What must be locked: the value at the announced price and the fee on it.
  static long cash(Offering offering, long units, int feePpm) {
    long value = offering.terms().value(units);
    return Math.addExact(value, Fees.ceil(feePpm, value));
  }

  /// Locks the cash of an application.
  ///
  /// @param available the inputs and what an amended application had locked
  static Lock lock(
      Postings postings,
      Signed<?> command,
      Offering offering,
      Postings.Taken available,
      long amount) {
    postings.change(command.party(), available, amount);
    return postings.lock(
        new LockDraft(
            command.party(),
            new Quantity(offering.terms().cash(), amount),
            LockPurpose.SUBSCRIPTION,
            Optional.empty(),
            Optional.empty(),
            LedgerTime.NEVER,
            postings.now(),
            available.since(),
            Optional.empty(),
            terms(offering.id())));
  }

  private static io.kedge.kernel.Bytes terms(OfferingId offering) {
    return new Wire("kedge.subscription-lock", 1).text(offering.value()).bytes();
  }
}
