package io.kedge.voucher;

import io.kedge.asset.Asset;
import io.kedge.contract.Decision;
import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.freeze.Freezes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.VoucherId;
import io.kedge.note.StripedTotal;
import java.util.Optional;

/// Finds vouchers and answers the questions every rule about them asks.
public final class Vouchers {
  private Vouchers() {}

  /// The key of a voucher's entry.
  public static Key key(VoucherId id) {
    return Key.of("voucher", id.value());
  }

  /// A voucher in any state.
  public static Optional<Voucher> find(LedgerView view, VoucherId id) {
    return view.get(key(id)).map(Voucher::decode);
  }

  /// A voucher that must exist, nothing about which is frozen.
  ///
  /// @throws RefusedException [VoucherRefusal#VOUCHER_NOT_FOUND] or frozen
  public static Voucher require(LedgerView view, VoucherId id) {
    Voucher voucher =
        find(view, id)
            .orElseThrow(() -> RefusedException.because(VoucherRefusal.VOUCHER_NOT_FOUND, id));
    Freezes.requireNone(view, voucher.freezeSubjects());
    return voucher;
  }

  /// True where the voucher's time is over by its own clock; the boundary is over.
  public static boolean isExpired(LedgerView view, Voucher voucher, LedgerTime now) {
    LedgerTime clock = Freezes.clock(view, now, voucher.createdAt(), voucher.freezeSubjects());
    return !clock.isBefore(voucher.expiresAt());
  }

  static void requireOpen(LedgerView view, Voucher voucher, LedgerTime now) {
    RefusedException.unless(
        voucher.state() instanceof VoucherState.Open,
        VoucherRefusal.VOUCHER_NOT_OPEN,
        voucher.state().label());
    requireRunning(view, voucher, now);
  }

  static void requireRunning(LedgerView view, Voucher voucher, LedgerTime now) {
    RefusedException.unless(
        !isExpired(view, voucher, now), VoucherRefusal.VOUCHER_EXPIRED, "at", voucher.expiresAt());
  }

  /// Moves units of a voucher from open to one of the two ends.
  static void count(
      Decision.Builder out,
      LedgerView view,
      CommandId command,
      Voucher voucher,
      long units,
      StripedTotal.Name end) {
    new StripedTotal(voucher.issue(), StripedTotal.Name.OPEN_VOUCHERS)
        .add(view, command, -units)
        .ifPresent(out::add);
    new StripedTotal(voucher.issue(), end).add(view, command, units).ifPresent(out::add);
  }

  static void requireHolder(Voucher voucher, PartyId party) {
    RefusedException.unless(
        voucher.holder().equals(party), VoucherRefusal.NOT_THE_HOLDER, voucher.id());
  }

  static boolean isWarehouse(Asset asset, PartyId party) {
    return asset.owner().equals(party) || asset.custodian().equals(party);
  }
}
