package io.kedge.offering;

import io.kedge.kernel.Fields;
import io.kedge.kernel.MalformedException;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// How a tranche is shared out where more is asked for than there is (trading.md §5.1).
///
/// Where demand does not exceed supply every rule gives everyone in full.
public sealed interface AllotmentRule {
  /// In the order of applying (先到先得).
  ///
  /// @param allowPartial true where the last one to get anything may get less than it asked for;
  ///     otherwise the allotment stops at the first that does not fit, without skipping ahead
  record FirstCome(boolean allowPartial) implements AllotmentRule {}

  /// In proportion, remaining lots by the largest remainder (比例配售).
  record ProRata() implements AllotmentRule {}

  /// One ticket per lot, drawn by the announced draw (抽签). Falls back to [ProRata] where a secret
  /// of the draw is not revealed in time.
  record Lottery() implements AllotmentRule {}

  /// One lot to everyone, then in proportion; where there are fewer lots than applications, one
  /// ticket each in the draw (混合).
  record Hybrid() implements AllotmentRule {}

  /// True where the rule may need the announced draw.
  default boolean mayDraw() {
    return switch (this) {
      case FirstCome _, ProRata _ -> false;
      case Lottery _, Hybrid _ -> true;
    };
  }

  /// Reads `{kind}` or `{kind: FIRST_COME, allowPartial}`.
  static AllotmentRule parse(Fields fields) {
    String kind = fields.text("kind");
    return switch (kind) {
      case "FIRST_COME" -> new FirstCome(fields.truth("allowPartial"));
      case "PRO_RATA" -> new ProRata();
      case "LOTTERY" -> new Lottery();
      case "HYBRID" -> new Hybrid();
      default -> throw new MalformedException("no such allotment rule: " + kind);
    };
  }

  /// Appends it to an encoding.
  default Wire write(Wire out) {
    return switch (this) {
      case FirstCome(boolean partial) -> out.u8(1).flag(partial);
      case ProRata _ -> out.u8(2);
      case Lottery _ -> out.u8(3);
      case Hybrid _ -> out.u8(4);
    };
  }

  /// Reads what [#write] appended.
  static AllotmentRule read(WireReader in) {
    int kind = in.u8();
    return switch (kind) {
      case 1 -> new FirstCome(in.flag());
      case 2 -> new ProRata();
      case 3 -> new Lottery();
      case 4 -> new Hybrid();
      default -> throw new IllegalArgumentException("allotment rule " + kind);
    };
  }
}
