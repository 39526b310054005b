package io.kedge.asset;

import io.kedge.catalogue.RightTypeId;
import io.kedge.kernel.Fields;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// A right (权属) that comes with an asset, other than ownership.
///
/// @param type which type of right
/// @param holder the rights holder (权属方), who honours it
/// @param description what exactly is honoured, at most [#DESCRIPTION_LENGTH_MAX] characters
/// @param countPerUnit how many times it is honoured for each deliverable unit, 1 or more: counted
///     per unit, so that splitting a voucher keeps it
public record AssetRight(RightTypeId type, PartyId holder, String description, long countPerUnit) {
  /// The longest description, in characters.
  public static final int DESCRIPTION_LENGTH_MAX = 500;

  /// Checks the ranges.
  public AssetRight {
    if (description.length() > DESCRIPTION_LENGTH_MAX) {
      throw new IllegalArgumentException("a right's description is too long");
    }
    if (countPerUnit < 1) {
      throw new IllegalArgumentException("a right is honoured at least once per unit");
    }
  }

  static AssetRight read(Fields right) {
    return new AssetRight(
        right.id("type", RightTypeId::new),
        right.id("holder", PartyId::new),
        right.text("description"),
        right.positive("countPerUnit"));
  }

  void write(Wire out) {
    out.text(type.value()).text(holder.value()).text(description).i64(countPerUnit);
  }

  static AssetRight read(WireReader in) {
    return new AssetRight(new RightTypeId(in.text()), new PartyId(in.text()), in.text(), in.i64());
  }
}
