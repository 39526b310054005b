package io.kedge.catalogue;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Texts;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.List;

/// A type of right other than ownership that can come with an asset (权属类型, B-20): a tasting, an
/// income, a stay.
///
/// @param id its name, given by the operator
/// @param names what people call it, in Chinese and English at least
/// @param retired true where no further assets get it
public record RightType(RightTypeId id, Texts names, boolean retired) {
  private static final String TAG = "kedge.right-type";

  /// Checks the languages.
  public RightType {
    if (!names.wordings().keySet().containsAll(List.of("en", "zh-CN"))) {
      throw new IllegalArgumentException("names has no wording in zh-CN or in en");
    }
  }

  /// The key of an entry.
  public static Key key(RightTypeId id) {
    return Key.of("right-type", id.value());
  }

  /// Reads the members of a type; the caller ends the fields.
  static RightType read(Fields type) {
    return new RightType(
        type.id("id", RightTypeId::new),
        Texts.read(type, "names"),
        type.optional("retired", type::truth).orElse(false));
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    var out = new Wire(TAG, 1).text(id.value());
    Texts.write(out, names);
    return out.flag(retired).bytes();
  }

  /// Reads what [#encoded] wrote.
  public static RightType decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var type = new RightType(new RightTypeId(in.text()), Texts.read(in), in.flag());
    in.end();
    return type;
  }
}
