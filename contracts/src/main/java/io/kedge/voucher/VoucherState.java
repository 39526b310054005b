package io.kedge.voucher;

import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// Where a voucher is in its life. Only an open one can be picked up, split or expired; the other
/// states are final for the liquidation of the issue (C-50, C-53).
public sealed interface VoucherState {
  /// The goods have not been taken yet.
  record Open() implements VoucherState {}

  /// The goods were taken; rights may still be honoured until the voucher's expiry.
  ///
  /// @param at when the handover was recorded
  /// @param by who recorded it: the asset's owner or custodian
  /// @param handed goods handed over, in smallest deliverable units
  /// @param shortage goods that were missing, within the agreed tolerance or by correction
  /// @param corrections how often both sides have corrected the figures
  record Completed(LedgerTime at, PartyId by, long handed, long shortage, int corrections)
      implements VoucherState {
    /// A handover as it is first recorded.
    static Completed first(LedgerTime at, PartyId by, long handed, long shortage) {
      return new Completed(at, by, handed, shortage, 0);
    }

    /// The same handover with figures both sides agreed on.
    Completed corrected(Correction agreed) {
      return new Completed(at, by, agreed.handed(), agreed.shortage(), agreed.number());
    }
  }

  /// Its time ran out.
  ///
  /// @param at when that was recorded
  /// @param paid cash paid to the holder, in minor units; 0 where the terms say forfeit
  record Expired(LedgerTime at, long paid) implements VoucherState {}

  /// It was divided into successors that name it.
  ///
  /// @param at when
  record Divided(LedgerTime at) implements VoucherState {}

  /// The state in words for messages.
  default String label() {
    return switch (this) {
      case Open _ -> "OPEN";
      case Completed _ -> "COMPLETED";
      case Expired _ -> "EXPIRED";
      case Divided _ -> "DIVIDED";
    };
  }

  /// Writes it into an entry of the state.
  static void write(Wire out, VoucherState state) {
    switch (state) {
      case Open _ -> out.u8(0);
      case Completed c ->
          out.u8(1)
              .time(c.at())
              .text(c.by().value())
              .i64(c.handed())
              .i64(c.shortage())
              .u32(c.corrections());
      case Expired e -> out.u8(2).time(e.at()).i64(e.paid());
      case Divided d -> out.u8(3).time(d.at());
    }
  }

  /// Reads what [#write] wrote.
  static VoucherState read(WireReader in) {
    int tag = in.u8();
    return switch (tag) {
      case 0 -> new Open();
      case 1 -> new Completed(in.time(), new PartyId(in.text()), in.i64(), in.i64(), in.u32());
      case 2 -> new Expired(in.time(), in.i64());
      case 3 -> new Divided(in.time());
      default -> throw new IllegalArgumentException("voucher state " + tag);
    };
  }
}
