package io.kedge.voucher;

import io.kedge.contract.DomainEvent;
import io.kedge.contract.EventFormat;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.VoucherId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.List;

/// What may happen to a voucher.
public sealed interface VoucherEvent extends DomainEvent {
  /// How each of them is read.
  EventFormat<VoucherEvent> FORMAT =
      EventFormat.<VoucherEvent>empty()
          .with("voucher.issued", 1, in -> new Issued(Voucher.decode(in.bytes())))
          .with("voucher.divided", 1, in -> new Divided(new VoucherId(in.text())))
          .with(
              "voucher.delivered",
              1,
              in ->
                  new Delivered(
                      new VoucherId(in.text()),
                      new PartyId(in.text()),
                      in.i64(),
                      in.i64(),
                      in.list(WireReader::text)))
          .with(
              "voucher.handover-declined",
              1,
              in ->
                  new HandoverDeclined(new VoucherId(in.text()), new PartyId(in.text()), in.text()))
          .with(
              "voucher.honoured",
              1,
              in -> new Honoured(new VoucherId(in.text()), in.text(), in.i64()))
          .with("voucher.expired", 1, in -> new Expired(new VoucherId(in.text()), in.i64()))
          .with(
              "voucher.corrected",
              1,
              in ->
                  new Corrected(
                      new Correction(new VoucherId(in.text()), in.u32(), in.i64(), in.i64()),
                      in.text()));

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException where it is none of these events, or damaged
  static VoucherEvent decode(Bytes body) {
    return FORMAT.decode(body);
  }

  /// A voucher came to be, by redemption or by division of another.
  ///
  /// @param voucher the voucher
  record Issued(Voucher voucher) implements VoucherEvent {
    @Override
    public Bytes encoded() {
      return new Wire("voucher.issued", 1).bytes(voucher.encoded()).bytes();
    }
  }

  /// A voucher was divided into its successors.
  ///
  /// @param id which
  record Divided(VoucherId id) implements VoucherEvent {
    @Override
    public Bytes encoded() {
      return new Wire("voucher.divided", 1).text(id.value()).bytes();
    }
  }

  /// Goods were taken.
  ///
  /// @param id the voucher
  /// @param warehouse who handed over
  /// @param handed how much, in smallest deliverable units
  /// @param shortage how much was missing
  /// @param lots lot or serial numbers
  record Delivered(VoucherId id, PartyId warehouse, long handed, long shortage, List<String> lots)
      implements VoucherEvent {
    @Override
    public Bytes encoded() {
      return new Wire("voucher.delivered", 1)
          .text(id.value())
          .text(warehouse.value())
          .i64(handed)
          .i64(shortage)
          .list(lots, Wire::text)
          .bytes();
    }
  }

  /// A handover was declined.
  ///
  /// @param id the voucher
  /// @param warehouse who declined
  /// @param reason why
  record HandoverDeclined(VoucherId id, PartyId warehouse, String reason) implements VoucherEvent {
    @Override
    public Bytes encoded() {
      return new Wire("voucher.handover-declined", 1)
          .text(id.value())
          .text(warehouse.value())
          .text(reason)
          .bytes();
    }
  }

  /// A right was honoured.
  ///
  /// @param id the voucher
  /// @param right its type
  /// @param times how often
  record Honoured(VoucherId id, String right, long times) implements VoucherEvent {
    @Override
    public Bytes encoded() {
      return new Wire("voucher.honoured", 1).text(id.value()).text(right).i64(times).bytes();
    }
  }

  /// A voucher's time ran out.
  ///
  /// @param id which
  /// @param paid cash paid to the holder, 0 where forfeited
  record Expired(VoucherId id, long paid) implements VoucherEvent {
    @Override
    public Bytes encoded() {
      return new Wire("voucher.expired", 1).text(id.value()).i64(paid).bytes();
    }
  }

  /// A recorded handover was corrected.
  ///
  /// @param agreed what both sides signed
  /// @param reason why
  record Corrected(Correction agreed, String reason) implements VoucherEvent {
    @Override
    public Bytes encoded() {
      return new Wire("voucher.corrected", 1)
          .text(agreed.voucher().value())
          .u32(agreed.number())
          .i64(agreed.handed())
          .i64(agreed.shortage())
          .text(reason)
          .bytes();
    }
  }
}
