package io.kedge.subscription;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.freeze.FreezeSubject;
import io.kedge.freeze.Freezes;
import io.kedge.issue.Issues;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.OfferingId;
import io.kedge.note.Postings;
import io.kedge.offering.Collateral;
import io.kedge.offering.Offering;
import io.kedge.offering.OfferingEvent;
import io.kedge.offering.OfferingStatus;
import io.kedge.offering.Offerings;
import io.kedge.offering.SubscriptionTerms;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// `allotment.settle`: settles the next applications, at most [#APPLICATIONS]: units are minted and
/// paid for and the rest is refunded in the same command (C-23, H-50). Where the offering failed or
/// was cancelled, everything is refunded. Anyone may send it.
///
/// An application that is frozen, or whose party is, is set aside and does not keep the others
/// waiting. The last piece ends the offering: what is unsold is freed on the anchor.
public final class SettleAllotment implements Contract<SubscriptionCommand.Settle> {
  /// How many applications one command settles.
  public static final int APPLICATIONS = 20;

  @Override
  public CommandType type() {
    return CommandType.of("allotment.settle");
  }

  @Override
  public SubscriptionCommand.Settle decode(Fields body) {
    return new SubscriptionCommand.Settle(body.id("offering", OfferingId::new));
  }

  @Override
  public Decision decide(
      Signed<SubscriptionCommand.Settle> command, LedgerView view, LedgerTime now) {
    Offering offering = Offerings.require(view, command.value().offering());
    AllotmentRun run = AllotmentRun.of(view, offering);
    OfferingStatus status = due(view, offering, run, now);
    List<Cut> cuts = status == OfferingStatus.SETTLING ? cuts(offering, run) : List.of();
    Offerings.requireNotFrozen(view, offering);

    List<Application> found =
        Subscriptions.page(view, offering.id(), run.progress().after(), APPLICATIONS + 1);
    boolean last = found.size() <= APPLICATIONS;
    List<Application> page = last ? found : found.subList(0, APPLICATIONS);
    var postings = new Postings(command.id(), view, now);
    var settling = new Settling(postings, view, offering);
    SubscriptionTerms terms = offering.terms().subscription();
    List<Allotment> sharing = cuts.isEmpty() ? List.of() : run.sharing(terms);
    for (Application application : page) {
      settling.settle(
          application, cuts.isEmpty() ? 0 : units(application, sharing, cuts, terms.lot()));
    }
    Progress moved = settling.conclude(command, run.progress());
    Progress next =
        new Progress(
            page.isEmpty() ? moved.after() : Optional.of(page.getLast().beneficialOwner()),
            last,
            moved.allotted(),
            moved.paid(),
            moved.fees(),
            moved.refunded(),
            moved.setAside());
    postings.out().put(AllotmentRun.key(offering.id()), run.with(next).encoded());
    if (last) {
      end(postings, view, offering.with(status), next);
    } else if (status != offering.status()) {
      Offering begun = offering.with(status);
      postings.out().put(Offering.key(begun.id()), begun.encoded());
    }
    return postings.build();
  }

  /// What is due: the settlement, or the refund of an offering that is off.
  private static OfferingStatus due(
      LedgerView view, Offering offering, AllotmentRun run, LedgerTime now) {
    RefusedException.unless(
        offering.endedAt().isEmpty(), SubscriptionRefusal.ALL_SETTLED, offering.status());
    if (offering.status() != OfferingStatus.ANNOUNCED) {
      return offering.status();
    }
    AllotmentRules.requireClosed(view, offering, now);
    AllotmentRules.requireFinal(view, offering, run, now);
    return run.fails(offering.terms().subscription())
        ? OfferingStatus.FAILED
        : OfferingStatus.SETTLING;
  }

  /// The verified lines, or none where supply suffices for everyone.
  private static List<Cut> cuts(Offering offering, AllotmentRun run) {
    if (!run.cuts().isEmpty()) {
      return run.cuts();
    }
    List<Allotment> sharing = run.sharing(offering.terms().subscription());
    RefusedException.unless(
        sharing.stream().allMatch(Allotment.InFull.class::isInstance),
        SubscriptionRefusal.NOT_VERIFIED);
    return Collections.nCopies(sharing.size(), new Cut.Everyone());
  }

  private static long units(
      Application application, List<Allotment> sharing, List<Cut> cuts, long lot) {
    int tranche = application.tranche();
    return Math.multiplyExact(
        sharing
            .get(tranche)
            .lots(cuts.get(tranche), application.place(), application.units() / lot),
        lot);
  }

  private static boolean collateralFrozen(LedgerView view, Offering offering) {
    return Freezes.history(view, FreezeSubject.of(offering.issuer())).frozen()
        || offering
            .collateral()
            .map(lock -> Freezes.history(view, FreezeSubject.of(lock)).frozen())
            .orElse(false);
  }

  private static void end(
      Postings postings, LedgerView view, Offering offering, Progress progress) {
    long sold = progress.allotted();
    Offering next = offering;
    if (offering.status() == OfferingStatus.SETTLING) {
      next = offering.with(sold > 0 ? OfferingStatus.SETTLED : OfferingStatus.FAILED);
    }
    if (sold > 0) {
      Issues.shrink(view, offering.issue(), sold, postings.out());
    }
    if (!collateralFrozen(view, offering)) {
      next = next.withCollateral(Collateral.reduce(postings, view, next, sold));
    }
    next = next.ended(postings.now(), sold);
    postings.out().put(Offering.key(next.id()), next.encoded());
    postings
        .out()
        .event(
            new OfferingEvent.Ended(next.id(), next.status(), next.terms().quantity(), sold)
                .encoded());
  }
}
