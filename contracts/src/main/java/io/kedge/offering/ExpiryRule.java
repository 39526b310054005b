package io.kedge.offering;

import io.kedge.kernel.Fields;
import io.kedge.kernel.MalformedException;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// What the holder of a voucher gets where it expires before the goods are taken.
public sealed interface ExpiryRule {
  /// Nothing.
  record Forfeit() implements ExpiryRule {}

  /// Cash, out of collateral that the issuer locked with the announcement.
  ///
  /// @param price minor units per unit of the issue, at least 1
  record Cash(long price) implements ExpiryRule {
    /// Checks the range.
    public Cash {
      if (price < 1) {
        throw new IllegalArgumentException("an expiry price is at least 1");
      }
    }
  }

  /// Reads `{kind: FORFEIT}` or `{kind: CASH, price}`.
  static ExpiryRule parse(Fields fields) {
    String kind = fields.text("kind");
    return switch (kind) {
      case "FORFEIT" -> new Forfeit();
      case "CASH" -> new Cash(fields.positive("price"));
      default -> throw new MalformedException("no such expiry rule: " + kind);
    };
  }

  /// Appends it to an encoding.
  default Wire write(Wire out) {
    return switch (this) {
      case Forfeit _ -> out.u8(1);
      case Cash(long price) -> out.u8(2).i64(price);
    };
  }

  /// Reads what [#write] appended.
  static ExpiryRule read(WireReader in) {
    int kind = in.u8();
    return switch (kind) {
      case 1 -> new Forfeit();
      case 2 -> new Cash(in.i64());
      default -> throw new IllegalArgumentException("expiry rule " + kind);
    };
  }
}
