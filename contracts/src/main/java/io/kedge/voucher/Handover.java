package io.kedge.voucher;

import io.kedge.asset.Asset;
import io.kedge.asset.Assets;
import io.kedge.contract.Change;
import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.SignedDocument;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;

/// What must hold before goods are handed over, or the handover declined: the right warehouse, and
/// a
/// fresh signature of the holder for exactly this.
final class Handover {
  private Handover() {}

  static void check(
      LedgerView view,
      LedgerTime now,
      Voucher voucher,
      PartyId sender,
      SignedDocument<PickupAuthorisation> document) {
    Asset asset = Assets.require(view, voucher.asset());
    RefusedException.unless(
        Vouchers.isWarehouse(asset, sender), VoucherRefusal.NOT_THE_WAREHOUSE, sender);
    Vouchers.requireOpen(view, voucher, now);
    PickupAuthorisation authorisation = document.signed().value();
    RefusedException.unless(
        document.signed().party().equals(voucher.holder()),
        VoucherRefusal.AUTHORISATION_NOT_BY_HOLDER,
        document.signed().party());
    RefusedException.unless(
        authorisation.voucher().equals(voucher.id()),
        VoucherRefusal.AUTHORISATION_FOR_OTHER_VOUCHER,
        authorisation.voucher());
    RefusedException.unless(
        authorisation.warehouse().equals(sender),
        VoucherRefusal.AUTHORISATION_FOR_OTHER_WAREHOUSE,
        authorisation.warehouse());
    RefusedException.unless(
        !now.isAfter(authorisation.notAfter())
            && !authorisation
                .notAfter()
                .isAfter(now.plusMillis(PickupAuthorisation.VALID_MILLIS_MAX)),
        VoucherRefusal.AUTHORISATION_NOT_IN_TIME,
        "until",
        authorisation.notAfter());
    RefusedException.unless(
        view.get(nonceKey(authorisation)).isEmpty(),
        VoucherRefusal.AUTHORISATION_USED,
        authorisation.nonce());
    RefusedException.unless(
        authorisation.quantity() <= voucher.goods()
            && authorisation.quantity() % voucher.ratio() == 0,
        VoucherRefusal.QUANTITY_NOT_WHOLE_UNITS,
        authorisation.quantity(),
        "of",
        voucher.goods());
  }

  /// The change that uses up an authorisation whose handover was declined. After a handover it
  /// needs
  /// none: the voucher it names is no longer open.
  static Change used(PickupAuthorisation authorisation, LedgerTime now) {
    return new Change.Put(
        nonceKey(authorisation), new Wire("kedge.pickup-declined", 1).time(now).bytes());
  }

  private static Key nonceKey(PickupAuthorisation authorisation) {
    return Key.of("pickup-declined", authorisation.voucher().value(), authorisation.nonce());
  }
}
