package io.kedge.liquidation;

import io.kedge.asset.Asset;
import io.kedge.asset.Assets;
import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.freeze.FreezeSubject;
import io.kedge.freeze.Freezes;
import io.kedge.issue.Issue;
import io.kedge.issue.IssueStatus;
import io.kedge.issue.Issues;
import io.kedge.kernel.Fields;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.note.Postings;
import io.kedge.offering.Collateral;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import io.kedge.party.Parties;
import io.kedge.party.Role;
import io.kedge.subscription.AllotmentRun;
import java.util.Optional;

/// `liquidation.liquidate`: the operator ends an issue of which nothing is outstanding and every
/// voucher is final (C-52 to C-54, H-43). The anchor gets back what was not taken, and the issuer
/// what is left of its collateral.
public final class LiquidateIssue implements Contract<LiquidationCommand.Liquidate> {
  @Override
  public CommandType type() {
    return CommandType.of("liquidation.liquidate");
  }

  @Override
  public LiquidationCommand.Liquidate decode(Fields body) {
    return new LiquidationCommand.Liquidate(body.id("issue", InstrumentId::new));
  }

  @Override
  public Decision decide(
      Signed<LiquidationCommand.Liquidate> command, LedgerView view, LedgerTime now) {
    Parties.requireRole(view, command.party(), Role.OPERATOR);
    Issue issue = Issues.require(view, command.value().issue());
    RefusedException.unless(
        issue.status() == IssueStatus.CONFIRMED, LiquidationRefusal.ISSUE_NOT_LIVE, issue.status());
    Freezes.requireNone(view, FreezeSubject.of(issue.asset()), FreezeSubject.of(issue.id()));
    Optional<Offering> offering = Offerings.latestOfIssue(view, issue.id());
    offering.ifPresent(o -> Offerings.requireRunner(view, o, command.party()));
    RefusedException.unless(
        offering.isEmpty() || offering.get().endedAt().isPresent(),
        LiquidationRefusal.OFFERING_NOT_SETTLED,
        offering.map(Offering::status));
    long aside = offering.map(o -> setAside(view, o)).orElse(0L);
    RefusedException.unless(
        aside == 0, LiquidationRefusal.OFFERING_NOT_SETTLED, aside, "applications set aside");
    IssueFigures figures = IssueFigures.of(view, issue.id());
    RefusedException.unless(
        figures.outstanding() == 0,
        LiquidationRefusal.UNITS_OUTSTANDING,
        figures.outstanding(),
        "units outstanding,",
        figures.openVouchers(),
        "in open vouchers");
    RefusedException.unless(
        figures.openVouchers() == 0,
        LiquidationRefusal.VOUCHERS_OPEN,
        figures.openVouchers(),
        "units in open vouchers");
    return windUp(command, view, now, issue, offering, figures);
  }

  /// Applications with units allotted and not minted yet, whose goods must stay anchored.
  private static long setAside(LedgerView view, Offering offering) {
    return offering.sold() > 0 ? AllotmentRun.of(view, offering).progress().setAside() : 0;
  }

  private static Decision windUp(
      Signed<LiquidationCommand.Liquidate> command,
      LedgerView view,
      LedgerTime now,
      Issue issue,
      Optional<Offering> offering,
      IssueFigures figures) {
    var postings = new Postings(command.id(), view, now);
    offering.ifPresent(o -> giveCollateralBack(postings, view, o));
    Asset asset = Assets.require(view, issue.asset());
    Asset after =
        asset
            .withAnchored(Math.subtractExact(asset.anchored(), issue.goods(issue.units())))
            .withQuantity(Math.subtractExact(asset.quantity(), issue.goods(figures.taken())));
    Issue ended = issue.with(IssueStatus.LIQUIDATED);
    var event = new LiquidationEvent.Liquidated(issue.id(), figures.taken(), figures.expired());
    postings
        .out()
        .put(Asset.key(asset.id()), after.encoded())
        .put(Issue.key(issue.id()), ended.encoded())
        .event(event.encoded());
    return postings.build();
  }

  private static void giveCollateralBack(Postings postings, LedgerView view, Offering offering) {
    if (offering.collateral().isPresent()) {
      Offering next = offering.withCollateral(Collateral.reduce(postings, view, offering, 0));
      postings.out().put(Offering.key(offering.id()), next.encoded());
    }
  }
}
