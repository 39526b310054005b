package io.kedge.voucher;

import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// One right a voucher carries beside the goods, counted, so that it is honoured once per unit and
/// a
/// split keeps it (I-13, format.md "Pick-up").
///
/// @param type which right, from the catalogue of rights types
/// @param holder the rights holder who honours it
/// @param total how often it can be honoured: units of the voucher × times per unit
/// @param honoured how often it was
public record VoucherRight(String type, PartyId holder, long total, long honoured) {
  /// Checks the range.
  public VoucherRight {
    if (total < 0 || honoured < 0 || honoured > total) {
      throw new IllegalArgumentException("honoured " + honoured + " of " + total);
    }
  }

  /// How often it can still be honoured.
  public long left() {
    return total - honoured;
  }

  VoucherRight honour(long times) {
    return new VoucherRight(type, holder, total, Math.addExact(honoured, times));
  }

  static void write(Wire out, VoucherRight right) {
    out.text(right.type).text(right.holder.value()).i64(right.total).i64(right.honoured);
  }

  static VoucherRight read(WireReader in) {
    return new VoucherRight(in.text(), new PartyId(in.text()), in.i64(), in.i64());
  }
}
