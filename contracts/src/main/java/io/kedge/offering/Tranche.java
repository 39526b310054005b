package io.kedge.offering;

import io.kedge.kernel.Fields;
import io.kedge.kernel.Identifiers;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// A part of an offering with its own buyers and its own rule (分档发售). What is not asked for in
/// one tranche goes to those that are over-subscribed, in the order of the announcement.
///
/// @param name how applications name it, an id
/// @param units how many units, a multiple of the subscription lot
/// @param eligible who may apply
/// @param rule how it is shared out
public record Tranche(String name, long units, Eligibility eligible, AllotmentRule rule) {
  /// Checks name and range.
  public Tranche {
    Identifiers.require(name);
    if (units < 1) {
      throw new IllegalArgumentException("a tranche has at least one unit");
    }
  }

  static Tranche parse(Fields fields) {
    return new Tranche(
        fields.id("name", Identifiers::require),
        fields.positive("units"),
        fields.object("eligible", Eligibility::parse),
        fields.object("rule", AllotmentRule::parse));
  }

  Wire write(Wire out) {
    out.text(name).i64(units);
    return rule.write(eligible.write(out));
  }

  static Tranche read(WireReader in) {
    return new Tranche(in.text(), in.i64(), Eligibility.read(in), AllotmentRule.read(in));
  }
}
