package io.kedge.offering;

import io.kedge.kernel.Fields;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// The redemption part of an announcement (C-17).
///
/// @param window when units may be redeemed into vouchers
/// @param voucherDays how many days a voucher is good for, 1 to 36,500
/// @param shortagePpm how much less than agreed may be handed over, in millionths, without a
///     correction signed by both sides
/// @param expiry what an expired voucher is worth
public record RedemptionTerms(Window window, int voucherDays, long shortagePpm, ExpiryRule expiry) {
  /// Checks the ranges.
  public RedemptionTerms {
    if (voucherDays < 1 || voucherDays > 36_500 || shortagePpm < 0 || shortagePpm > 1_000_000) {
      throw new IllegalArgumentException("voucher days or shortage tolerance out of range");
    }
  }

  /// How long a voucher is good for, in milliseconds.
  public long voucherMillis() {
    return voucherDays * 86_400_000L;
  }

  static RedemptionTerms parse(Fields fields) {
    return new RedemptionTerms(
        new Window(fields.time("opens"), fields.time("closes")),
        fields.small("voucherDays"),
        fields.count("shortagePpm"),
        fields.object("expiry", ExpiryRule::parse));
  }

  Wire write(Wire out) {
    return expiry.write(window.write(out).u32(voucherDays).i64(shortagePpm));
  }

  static RedemptionTerms read(WireReader in) {
    return new RedemptionTerms(Window.read(in), in.u32(), in.i64(), ExpiryRule.read(in));
  }
}
