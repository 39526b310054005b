package io.kedge.offering;

import io.kedge.contract.LedgerView;
import io.kedge.kernel.LockId;
import io.kedge.kernel.Quantity;
import io.kedge.note.Lock;
import io.kedge.note.LockDraft;
import io.kedge.note.LockEnd;
import io.kedge.note.LockPurpose;
import io.kedge.note.Postings;
import java.util.Optional;

/// The cash an issuer set aside for expired vouchers (format.md "Money").
public final class Collateral {
  private Collateral() {}

  /// Keeps a part of an offering's collateral and gives the rest back to the issuer.
  ///
  /// @param units for how many units it is kept at the announced price; 0 to give all back
  /// @return the lock that holds it now; none where nothing is kept
  public static Optional<LockId> reduce(
      Postings postings, LedgerView view, Offering offering, long units) {
    if (offering.collateral().isEmpty()
        || !(offering.terms().redemption().expiry() instanceof ExpiryRule.Cash(long price))) {
      return offering.collateral();
    }
    Lock lock = Lock.require(view, offering.collateral().get(), LockPurpose.COLLATERAL);
    long kept = Math.multiplyExact(price, units);
    long rest = Math.subtractExact(lock.amount().units(), kept);
    if (rest <= 0) {
      return offering.collateral();
    }
    postings.end(lock, LockEnd.RELEASED);
    postings.note(lock.owner(), new Quantity(lock.amount().instrument(), rest), lock.since());
    return kept == 0
        ? Optional.empty()
        : Optional.of(postings.lock(LockDraft.restOf(lock, kept, lock.terms())).id());
  }
}
