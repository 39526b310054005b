package io.kedge.offering;

import io.kedge.kernel.Fields;
import io.kedge.kernel.MalformedException;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// Where the units circulate; every announcement states it (C-05, C-19).
public sealed interface Circulation {
  /// On this ledger.
  record Internal() implements Circulation {}

  /// In another system or on another chain, whose operator confirmed the issue (C-07). On this
  /// ledger only that operator subscribes and holds units (C-40); they are neither traded nor given
  /// here, and the goods are redeemed here.
  ///
  /// @param venue that operator
  record External(PartyId venue) implements Circulation {}

  /// Reads `{kind: INTERNAL}` or `{kind: EXTERNAL, venue}`.
  static Circulation parse(Fields fields) {
    String kind = fields.text("kind");
    return switch (kind) {
      case "INTERNAL" -> new Internal();
      case "EXTERNAL" -> new External(fields.id("venue", PartyId::new));
      default -> throw new MalformedException("no such circulation: " + kind);
    };
  }

  /// Appends it to an encoding.
  default Wire write(Wire out) {
    return switch (this) {
      case Internal _ -> out.u8(1);
      case External(var venue) -> out.u8(2).text(venue.value());
    };
  }

  /// Reads what [#write] appended.
  static Circulation read(WireReader in) {
    int kind = in.u8();
    return switch (kind) {
      case 1 -> new Internal();
      case 2 -> new External(new PartyId(in.text()));
      default -> throw new IllegalArgumentException("circulation " + kind);
    };
  }
}
