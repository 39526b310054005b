package io.kedge.offering;

import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// What was done to an offering after its announcement, with actor and reason. The terms stay as
/// they were signed; the times in force follow from terms and decrees, in their order.
///
/// @param kind what was done
/// @param at when, in ledger time
/// @param by who did it
/// @param reason why, in words
public record Decree(Kind kind, LedgerTime at, PartyId by, String reason) {
  /// How many decrees an offering can have.
  public static final int DECREES_MAX = 64;

  /// How long a reason can be, in characters; every decree stays in the offering's entry.
  public static final int REASON_LENGTH_MAX = 500;

  /// A reason that is not too long.
  ///
  /// @throws IllegalArgumentException where it is
  static String requireReason(String reason) {
    if (reason.length() > REASON_LENGTH_MAX) {
      throw new IllegalArgumentException("a reason has at most 500 characters");
    }
    return reason;
  }

  /// What can be done to an offering.
  public sealed interface Kind {}

  /// A stage opened before its announced time.
  ///
  /// @param stage which
  /// @param at the moment on the offering's clock
  public record OpenedEarly(Stage stage, LedgerTime at) implements Kind {}

  /// A stage opens later than announced and is as long as announced.
  ///
  /// @param stage which
  /// @param to its new opening on the offering's clock
  public record Postponed(Stage stage, LedgerTime to) implements Kind {}

  /// Subscription was opened once more, as announced.
  ///
  /// @param until its new close on the offering's clock
  public record Extended(LedgerTime until) implements Kind {}

  /// Trading was suspended.
  public record Suspended() implements Kind {}

  /// Trading was resumed.
  public record Resumed() implements Kind {}

  /// The offering was cancelled by the operator.
  public record Cancelled() implements Kind {}

  /// The announcement was withdrawn by the issuer.
  public record Withdrawn() implements Kind {}

  Wire write(Wire out) {
    switch (kind) {
      case OpenedEarly(var stage, var when) -> out.u8(1).name(stage).time(when);
      case Postponed(var stage, var to) -> out.u8(2).name(stage).time(to);
      case Extended(var until) -> out.u8(3).time(until);
      case Suspended _ -> out.u8(4);
      case Resumed _ -> out.u8(5);
      case Cancelled _ -> out.u8(6);
      case Withdrawn _ -> out.u8(7);
    }
    return out.time(at).text(by.value()).text(reason);
  }

  static Decree read(WireReader in) {
    return new Decree(kind(in), in.time(), new PartyId(in.text()), in.text());
  }

  private static Kind kind(WireReader in) {
    int kind = in.u8();
    return switch (kind) {
      case 1 -> new OpenedEarly(in.name(Stage.class), in.time());
      case 2 -> new Postponed(in.name(Stage.class), in.time());
      case 3 -> new Extended(in.time());
      case 4 -> new Suspended();
      case 5 -> new Resumed();
      case 6 -> new Cancelled();
      case 7 -> new Withdrawn();
      default -> throw new IllegalArgumentException("decree " + kind);
    };
  }
}
