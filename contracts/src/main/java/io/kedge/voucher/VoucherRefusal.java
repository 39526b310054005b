package io.kedge.voucher;

import io.kedge.contract.Refusal;

/// Why something about a voucher was refused, in the order of checking. What is frozen is refused
/// as soon as the voucher is found.
public enum VoucherRefusal implements Refusal {
  /// There is no such voucher.
  VOUCHER_NOT_FOUND(true),
  /// Only the voucher's holder may do this.
  NOT_THE_HOLDER(false),
  /// Only the owner of the goods or their custodian may do this; a correction also the holder.
  NOT_THE_WAREHOUSE(false),
  /// The voucher does not carry this right.
  RIGHT_UNKNOWN(false),
  /// Only the rights holder whom the right names may honour it.
  NOT_THE_RIGHTS_HOLDER(false),
  /// The goods were taken, the voucher expired, or it was divided into others. Rights may still be
  /// honoured after the goods were taken.
  VOUCHER_NOT_OPEN(false),
  /// The voucher's time is over by its own clock.
  VOUCHER_EXPIRED(false),
  /// The voucher's time is not over by its own clock.
  VOUCHER_NOT_EXPIRED(true),
  /// A division needs at least two parts, whose units are together those of the voucher; at most
  /// 32.
  PARTS_DO_NOT_ADD_UP(false),
  /// The pick-up authorisation was signed by somebody else than the holder.
  AUTHORISATION_NOT_BY_HOLDER(false),
  /// The pick-up authorisation names another voucher.
  AUTHORISATION_FOR_OTHER_VOUCHER(false),
  /// The pick-up authorisation names another warehouse than the one that sends this.
  AUTHORISATION_FOR_OTHER_WAREHOUSE(false),
  /// The pick-up authorisation is past its time, or was made out for more than ten minutes.
  AUTHORISATION_NOT_IN_TIME(false),
  /// The handover it authorised was declined; the holder signs a new one.
  AUTHORISATION_USED(false),
  /// The quantity is more than the voucher's goods, or not a whole number of units.
  QUANTITY_NOT_WHOLE_UNITS(false),
  /// There is no recorded handover to correct.
  NOTHING_TO_CORRECT(true),
  /// Handed over and missing are together not what was authorised.
  HANDED_AND_SHORTAGE_DIFFER(false),
  /// More is missing than the announced tolerance allows: the handover is declined, and what can
  /// be handed over is authorised anew.
  SHORTAGE_OVER_TOLERANCE(false),
  /// The correction needs the other side's consent to exactly these figures, as the next one.
  CONSENT_DIFFERS(false),
  /// The right was honoured as often as it can be.
  RIGHT_USED_UP(false),
  /// The terms pay expired vouchers in cash, and the issuer's collateral does not suffice.
  COLLATERAL_INSUFFICIENT(true);

  private final boolean mayPassLater;

  VoucherRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
