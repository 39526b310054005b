package io.kedge.offering;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.OfferingId;
import io.kedge.note.Postings;

/// `offering.withdraw`: the issuer takes its announcement back before subscription opens (H-45).
/// Its collateral is given back; the issue can be announced again.
public final class WithdrawOffering implements Contract<OfferingCommand.Withdraw> {
  @Override
  public CommandType type() {
    return CommandType.of("offering.withdraw");
  }

  @Override
  public OfferingCommand.Withdraw decode(Fields body) {
    return new OfferingCommand.Withdraw(body.id("offering", OfferingId::new), body.text("reason"));
  }

  @Override
  public Decision decide(
      Signed<OfferingCommand.Withdraw> command, LedgerView view, LedgerTime now) {
    OfferingCommand.Withdraw withdraw = command.value();
    Offering offering = Offerings.require(view, withdraw.offering());
    RefusedException.unless(
        offering.issuer().equals(command.party()),
        OfferingRefusal.NOT_THE_ISSUER,
        offering.issuer());
    RefusedException.unless(
        offering.status() == OfferingStatus.ANNOUNCED,
        OfferingRefusal.OFFERING_DECIDED,
        offering.status());
    LedgerTime opens = offering.schedule().subscription().opens();
    RefusedException.unless(
        Offerings.clock(view, offering, now).isBefore(opens),
        OfferingRefusal.SUBSCRIPTION_OPENED,
        opens);
    var postings = new Postings(command.id(), view, now);
    Offering next =
        Decrees.decreed(offering, command, new Decree.Withdrawn(), now, withdraw.reason())
            .withCollateral(Collateral.reduce(postings, view, offering, 0))
            .with(OfferingStatus.WITHDRAWN)
            .ended(now, 0);
    Decrees.write(postings.out(), next);
    postings
        .out()
        .event(
            new OfferingEvent.Ended(next.id(), next.status(), next.terms().quantity(), 0)
                .encoded());
    return postings.build();
  }
}
