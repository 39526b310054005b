package io.kedge.offering;

import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.MalformedException;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// What happens where less was asked for than offered.
public sealed interface Unsold {
  /// What is not sold is never minted; the goods behind it become free again.
  record Return() implements Unsold {}

  /// Subscription is opened once more, until a later moment; what is then unsold is returned.
  ///
  /// @param until the later close
  record Extend(LedgerTime until) implements Unsold {}

  /// Reads `{kind: RETURN}` or `{kind: EXTEND, until}`.
  static Unsold parse(Fields fields) {
    String kind = fields.text("kind");
    return switch (kind) {
      case "RETURN" -> new Return();
      case "EXTEND" -> new Extend(fields.time("until"));
      default -> throw new MalformedException("no such rule for what is unsold: " + kind);
    };
  }

  /// Appends it to an encoding.
  default Wire write(Wire out) {
    return switch (this) {
      case Return _ -> out.u8(1);
      case Extend(var until) -> out.u8(2).time(until);
    };
  }

  /// Reads what [#write] appended.
  static Unsold read(WireReader in) {
    int kind = in.u8();
    return switch (kind) {
      case 1 -> new Return();
      case 2 -> new Extend(in.time());
      default -> throw new IllegalArgumentException("unsold rule " + kind);
    };
  }
}
