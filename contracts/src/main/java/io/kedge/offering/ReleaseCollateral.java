package io.kedge.offering;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.kernel.OfferingId;
import io.kedge.note.Postings;
import io.kedge.note.StripedTotal;
import java.util.Optional;

/// `offering.releaseCollateral`: anyone gives the issuer back what is held beyond the units that
/// can still expire: those sold, less those taken and expired. It is the way out where issuer or
/// collateral was frozen when the offering ended (I-15).
public final class ReleaseCollateral implements Contract<OfferingCommand.Release> {
  @Override
  public CommandType type() {
    return CommandType.of("offering.releaseCollateral");
  }

  @Override
  public OfferingCommand.Release decode(Fields body) {
    return new OfferingCommand.Release(body.id("offering", OfferingId::new));
  }

  @Override
  public Decision decide(Signed<OfferingCommand.Release> command, LedgerView view, LedgerTime now) {
    Offering offering = Offerings.require(view, command.value().offering());
    RefusedException.unless(
        offering.endedAt().isPresent() && offering.collateral().isPresent(),
        OfferingRefusal.NOTHING_TO_RELEASE,
        offering.status());
    Offerings.requireNotFrozen(view, offering);
    var postings = new Postings(command.id(), view, now);
    Optional<LockId> kept = Collateral.reduce(postings, view, offering, covered(view, offering));
    RefusedException.unless(
        !kept.equals(offering.collateral()), OfferingRefusal.NOTHING_TO_RELEASE, "all is needed");
    Offering next = offering.withCollateral(kept);
    postings.out().put(Offering.key(next.id()), next.encoded());
    return postings.build();
  }

  private static long covered(LedgerView view, Offering offering) {
    if (offering.status().isOff()) {
      return 0;
    }
    var expired = new StripedTotal(offering.issue(), StripedTotal.Name.EXPIRED);
    var taken = new StripedTotal(offering.issue(), StripedTotal.Name.TAKEN);
    return Math.subtractExact(
        Math.subtractExact(offering.sold(), expired.sum(view)), taken.sum(view));
  }
}
