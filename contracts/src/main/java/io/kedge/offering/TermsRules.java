package io.kedge.offering;

import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.fee.FeeSchedule;
import io.kedge.fee.Fees;
import io.kedge.issue.Issue;
import io.kedge.issue.IssueStatus;
import io.kedge.kernel.LedgerTime;
import io.kedge.note.Instrument;
import io.kedge.party.Parties;
import io.kedge.party.Role;
import java.util.List;

/// How the fields of an announcement must relate, to each other and to the issue, in the order of
/// [OfferingRefusal].
final class TermsRules {
  private final LedgerView view;
  private final Issue issue;
  private final Terms terms;

  TermsRules(LedgerView view, Issue issue, Terms terms) {
    this.view = view;
    this.issue = issue;
    this.terms = terms;
  }

  void check(LedgerTime now) {
    checkIssue();
    checkPartners(now);
    checkTimes();
    checkSubscription();
    RefusedException.unless(
        terms.price() % terms.trading().tick() == 0,
        OfferingRefusal.PRICE_OFF_TICK,
        terms.price(),
        "tick",
        terms.trading().tick());
  }

  private void checkIssue() {
    RefusedException.unless(
        issue.status() == IssueStatus.CONFIRMED,
        OfferingRefusal.ISSUE_NOT_CONFIRMED,
        issue.id(),
        "is",
        issue.status());
    RefusedException.unless(
        Offerings.latestOfIssue(view, issue.id())
            .map(before -> before.status().isOff() && before.endedAt().isPresent())
            .orElse(true),
        OfferingRefusal.OFFERING_IN_FORCE,
        issue.id());
    RefusedException.unless(
        terms.anchor().equals(issue.asset()), OfferingRefusal.ANCHOR_DIFFERS, issue.asset());
    RefusedException.unless(
        terms.ratio() == issue.ratio(), OfferingRefusal.RATIO_DIFFERS, issue.ratio());
    RefusedException.unless(
        terms.quantity() <= issue.units(),
        OfferingRefusal.QUANTITY_OVER_ISSUE,
        terms.quantity(),
        "of",
        issue.units());
  }

  private void checkPartners(LedgerTime now) {
    RefusedException.unless(
        Instrument.find(view, terms.cash())
            .filter(found -> found.kind() == Instrument.Kind.CASH)
            .isPresent(),
        OfferingRefusal.CASH_UNKNOWN,
        terms.cash());
    Parties.requireRole(view, terms.operator(), Role.OPERATOR);
    FeeSchedule schedule = Fees.require(view, terms.trading().feeSchedule());
    RefusedException.unless(
        schedule.operator().equals(terms.operator()),
        OfferingRefusal.FEE_SCHEDULE_OF_ANOTHER_OPERATOR,
        schedule.operator());
    Fees.rates(schedule, terms.subscription().window().opens(), 0);
    if (terms.circulation() instanceof Circulation.External(var venue)) {
      RefusedException.unless(
          issue.venue().filter(venue::equals).isPresent(),
          OfferingRefusal.VENUE_NOT_CONFIRMED,
          venue);
    }
    RefusedException.unless(
        !terms.subscription().window().opens().isBefore(now),
        OfferingRefusal.OPENS_IN_THE_PAST,
        terms.subscription().window().opens());
  }

  private void checkTimes() {
    Schedule schedule = Schedule.of(terms, List.of());
    RefusedException.unless(schedule.inOrder(), OfferingRefusal.TIMES_OUT_OF_ORDER, schedule);
    if (terms.subscription().unsold() instanceof Unsold.Extend(var until)) {
      RefusedException.unless(
          until.isAfter(schedule.subscription().closes())
              && !until.isAfter(schedule.trading().opens()),
          OfferingRefusal.EXTENSION_OUT_OF_ORDER,
          until);
    }
    terms
        .subscription()
        .draw()
        .ifPresent(
            draw ->
                RefusedException.unless(
                    draw.revealDeadline().isAfter(schedule.subscription().closes())
                        && !draw.revealDeadline().isAfter(schedule.trading().opens()),
                    OfferingRefusal.REVEAL_OUT_OF_ORDER,
                    draw.revealDeadline()));
  }

  private void checkSubscription() {
    SubscriptionTerms rules = terms.subscription();
    long lot = rules.lot();
    RefusedException.unless(
        terms.quantity() % lot == 0
            && rules.unitsMin() % lot == 0
            && rules.unitsCap() % lot == 0
            && rules.tranches().stream().allMatch(tranche -> tranche.units() % lot == 0),
        OfferingRefusal.NOT_IN_LOTS,
        "of",
        lot);
    RefusedException.unless(
        rules.unitsMin() <= rules.unitsCap() && rules.unitsCap() <= terms.quantity(),
        OfferingRefusal.MINIMUM_OVER_CAP,
        rules.unitsMin(),
        rules.unitsCap(),
        terms.quantity());
    RefusedException.unless(
        rules.softCap() <= terms.quantity(),
        OfferingRefusal.SOFT_CAP_OVER_QUANTITY,
        rules.softCap());
    long sum = rules.tranches().stream().mapToLong(Tranche::units).reduce(0, Math::addExact);
    RefusedException.unless(
        sum == terms.quantity(), OfferingRefusal.TRANCHES_DO_NOT_ADD_UP, sum, terms.quantity());
    RefusedException.unless(
        rules.mayDraw() == rules.draw().isPresent(), OfferingRefusal.DRAW_DIFFERS_FROM_RULES);
    RefusedException.unless(
        !rules.mayDraw() || rules.unitsCap() / lot <= SubscriptionTerms.TICKETS_MAX,
        OfferingRefusal.TOO_MANY_TICKETS,
        rules.unitsCap() / lot);
  }
}
