package io.kedge.catalogue;

import io.kedge.kernel.Fields;
import io.kedge.kernel.Identifiers;
import io.kedge.kernel.Texts;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// The smallest unit in which a thing can be taken as goods (锚定物最小分割单位, B-02): quantities of
/// assets are whole numbers of it.
///
/// @param name what people call it, such as a case of six bottles
/// @param content how much one holds, in the content unit, 1 or more
/// @param contentUnit what the content is measured in, an id such as `ml` or `g`
public record DeliverableUnit(Texts name, long content, String contentUnit) {
  /// Checks the range.
  public DeliverableUnit {
    Identifiers.require(contentUnit);
    if (content < 1) {
      throw new IllegalArgumentException("a deliverable unit holds at least 1");
    }
  }

  static DeliverableUnit read(Fields unit) {
    return new DeliverableUnit(
        Texts.read(unit, "name"),
        unit.positive("content"),
        unit.id("contentUnit", Identifiers::require));
  }

  /// True where both hold the same, whatever people call them.
  boolean holdsTheSameAs(DeliverableUnit other) {
    return content == other.content && contentUnit.equals(other.contentUnit);
  }

  /// Writes it into an encoding.
  public static void write(Wire out, DeliverableUnit unit) {
    Texts.write(out, unit.name);
    out.i64(unit.content).text(unit.contentUnit);
  }

  /// Reads what [#write] wrote.
  public static DeliverableUnit read(WireReader in) {
    return new DeliverableUnit(Texts.read(in), in.i64(), in.text());
  }
}
