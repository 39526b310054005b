package io.kedge.catalogue;

import io.kedge.kernel.Fields;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What else is known about a thing, as name and text: producer, origin, vintage, grade.
///
/// @param values by name, at most [#COUNT_MAX]
public record Attributes(SortedMap<String, String> values) {
  /// How many attributes a thing can have.
  public static final int COUNT_MAX = 64;

  /// The longest value, in characters.
  public static final int LENGTH_MAX = 500;

  /// No attributes.
  public static final Attributes NONE = new Attributes(new TreeMap<>());

  private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9-]{0,63}");

  /// Copies the values and checks their form.
  public Attributes {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    if (values.size() > COUNT_MAX) {
      throw new IllegalArgumentException("more than " + COUNT_MAX + " attributes");
    }
    values.forEach(Attributes::check);
  }

  private static void check(String name, String value) {
    requireName(name);
    if (value.isEmpty() || value.length() > LENGTH_MAX) {
      throw new IllegalArgumentException("attribute " + name + " is empty or too long");
    }
  }

  /// The name itself.
  ///
  /// @throws IllegalArgumentException where it is not the name of an attribute
  static String requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of an attribute: " + name);
    }
    return name;
  }

  /// Reads a member that may be absent.
  public static Attributes read(Fields fields, String name) {
    return fields.optional(name, fields::texts).map(Attributes::new).orElse(NONE);
  }

  /// The names of the attributes that are not the same in both: changed, added or left out.
  public SortedSet<String> differing(Attributes other) {
    var names = new TreeSet<>(values.keySet());
    names.addAll(other.values.keySet());
    names.removeIf(
        name -> values.getOrDefault(name, "").equals(other.values.getOrDefault(name, "")));
    return names;
  }

  /// Writes them into an encoding.
  public static void write(Wire out, Attributes attributes) {
    out.map(attributes.values);
  }

  /// Reads what [#write] wrote.
  public static Attributes read(WireReader in) {
    return new Attributes(in.map());
  }
}
