package io.kedge.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A parsed JSON value of a command: no fractions, no exponents, no null (format.md).
public sealed interface Json {
  /// An object; members keep the order they came in.
  ///
  /// @param members the members by name
  record Obj(Map<String, Json> members) implements Json {
    /// An empty object to build on with [#with].
    public static Obj empty() {
      return new Obj(Map.of());
    }

    /// This object with one more member at the end.
    public Obj with(String name, Json value) {
      var more = new LinkedHashMap<>(members);
      if (more.put(name, value) != null) {
        throw new IllegalArgumentException("repeated member " + name);
      }
      return new Obj(more);
    }

    /// This object with one more text member.
    public Obj with(String name, String value) {
      return with(name, new Text(value));
    }

    /// This object with one more number written as a decimal string, as quantities, money, prices
    /// and times are.
    public Obj with(String name, long value) {
      return with(name, new Text(Long.toString(value)));
    }
  }

  /// An array.
  ///
  /// @param items the items in order
  record Arr(List<Json> items) implements Json {
    /// Copies the items.
    public Arr {
      items = List.copyOf(items);
    }

    /// An array of texts.
    public static Arr ofTexts(List<String> texts) {
      return new Arr(texts.stream().<Json>map(Text::new).toList());
    }
  }

  /// A text in Unicode normalisation form C.
  ///
  /// @param value the text
  record Text(String value) implements Json {}

  /// A whole number written as a JSON number; only small counters such as a version use it.
  ///
  /// @param value the number
  record Whole(long value) implements Json {}

  /// A truth value.
  ///
  /// @param value the value
  record Truth(boolean value) implements Json {}

  /// This value as JSON text, without white space.
  default String write() {
    return JsonText.write(this);
  }

  /// Reads strict JSON.
  ///
  /// @throws MalformedException on anything format.md does not allow
  static Json read(Bytes utf8) {
    return JsonText.read(utf8);
  }
}
