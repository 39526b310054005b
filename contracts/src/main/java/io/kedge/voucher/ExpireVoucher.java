package io.kedge.voucher;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.VoucherId;
import io.kedge.note.Lock;
import io.kedge.note.LockDraft;
import io.kedge.note.LockEnd;
import io.kedge.note.Postings;
import io.kedge.note.StripedTotal;
import io.kedge.offering.ExpiryRule;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import java.util.Optional;

/// `voucher.expire`: ends a voucher whose time is over, as announced: forfeit, or paid in cash out
/// of
/// the issuer's collateral (C-50, H-62). Anyone may send it.
public final class ExpireVoucher implements Contract<VoucherCommand.Expire> {
  @Override
  public CommandType type() {
    return CommandType.of("voucher.expire");
  }

  @Override
  public VoucherCommand.Expire decode(Fields body) {
    return new VoucherCommand.Expire(body.id("voucher", VoucherId::new));
  }

  @Override
  public Decision decide(Signed<VoucherCommand.Expire> command, LedgerView view, LedgerTime now) {
    Voucher voucher = Vouchers.require(view, command.value().voucher());
    RefusedException.unless(
        voucher.state() instanceof VoucherState.Open,
        VoucherRefusal.VOUCHER_NOT_OPEN,
        voucher.state().label());
    RefusedException.unless(
        Vouchers.isExpired(view, voucher, now),
        VoucherRefusal.VOUCHER_NOT_EXPIRED,
        "runs until",
        voucher.expiresAt());
    Offering offering = Offerings.require(view, voucher.offering());
    var postings = new Postings(command.id(), view, now);
    long paid =
        switch (offering.terms().redemption().expiry()) {
          case ExpiryRule.Forfeit _ -> 0L;
          case ExpiryRule.Cash(long price) -> pay(postings, view, offering, voucher, price);
        };
    Voucher ended = voucher.with(new VoucherState.Expired(now, paid));
    postings.out().put(Vouchers.key(ended.id()), ended.encoded());
    postings.out().event(new VoucherEvent.Expired(ended.id(), paid).encoded());
    Vouchers.count(
        postings.out(), view, command.id(), voucher, voucher.units(), StripedTotal.Name.EXPIRED);
    return postings.build();
  }

  /// The collateral was locked with the announcement for every unit offered, so it always suffices;
  /// a voucher that finds too little stays open rather than vanish unpaid.
  private static long pay(
      Postings postings, LedgerView view, Offering offering, Voucher voucher, long price) {
    long due = Math.multiplyExact(price, voucher.units());
    Lock lock =
        offering
            .collateral()
            .flatMap(id -> Lock.find(view, id))
            .orElseThrow(
                () -> RefusedException.because(VoucherRefusal.COLLATERAL_INSUFFICIENT, "none"));
    long left = lock.amount().units() - due;
    RefusedException.unless(
        left >= 0, VoucherRefusal.COLLATERAL_INSUFFICIENT, "due", due, "short of", -left);
    postings.end(lock, LockEnd.EXECUTED);
    postings.note(voucher.holder(), new Quantity(lock.amount().instrument(), due), postings.now());
    Optional<LockId> rest =
        left == 0
            ? Optional.empty()
            : Optional.of(postings.lock(LockDraft.restOf(lock, left, lock.terms())).id());
    postings.out().put(Offering.key(offering.id()), offering.withCollateral(rest).encoded());
    return due;
  }
}
