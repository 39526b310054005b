package io.kedge.voucher;

import io.kedge.contract.Command;
import io.kedge.contract.SignedDocument;
import io.kedge.kernel.VoucherId;
import java.util.List;

/// What may be asked of a voucher.
public sealed interface VoucherCommand extends Command {
  /// The voucher it is about.
  VoucherId voucher();

  /// Divides a voucher into 2 to 32 parts. Its holder may.
  ///
  /// @param voucher which
  /// @param parts units of each part
  record Split(VoucherId voucher, List<Long> parts) implements VoucherCommand {}

  /// Records a handover of goods. The owner of the goods or their custodian may (C-45, H-60).
  ///
  /// @param voucher which
  /// @param authorisation the holder's signature for it
  /// @param handed goods handed over, in smallest deliverable units
  /// @param shortage goods that were missing
  /// @param lots lot or serial numbers of what was handed over
  record Deliver(
      VoucherId voucher,
      SignedDocument<PickupAuthorisation> authorisation,
      long handed,
      long shortage,
      List<String> lots)
      implements VoucherCommand {}

  /// Records that a handover was declined. Nothing changes.
  ///
  /// @param voucher which
  /// @param authorisation what the holder had signed
  /// @param reason why, in words
  record DeclineHandover(
      VoucherId voucher, SignedDocument<PickupAuthorisation> authorisation, String reason)
      implements VoucherCommand {}

  /// Honours a right. The rights holder named by it may (C-46, H-61).
  ///
  /// @param voucher which
  /// @param right the type of the right
  /// @param times how often, at least once
  record Honour(VoucherId voucher, String right, long times) implements VoucherCommand {}

  /// Ends a voucher whose time is over. Anyone may send it.
  ///
  /// @param voucher which
  record Expire(VoucherId voucher) implements VoucherCommand {}

  /// Corrects a recorded handover. Either side may, with the other's consent.
  ///
  /// @param voucher which
  /// @param handed goods that were handed over after all
  /// @param shortage goods that were missing after all
  /// @param reason why, in words
  /// @param consent the other side's signature for exactly this
  record Correct(
      VoucherId voucher,
      long handed,
      long shortage,
      String reason,
      SignedDocument<Correction> consent)
      implements VoucherCommand {}
}
