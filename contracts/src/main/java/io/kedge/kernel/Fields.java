package io.kedge.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the members of one JSON object by name and, at [#end], refuses any that nobody asked for.
///
/// Every refusal is a [MalformedException] that names the member by its path.
public final class Fields {
  private static final int NO_ITEM = -1;

  private final @Nullable Fields outer;
  private final String name;
  private final int item;
  private final Map<String, Json> members;
  private final List<String> taken = new ArrayList<>();

  private Fields(@Nullable Fields outer, String name, int item, Map<String, Json> members) {
    this.outer = outer;
    this.name = name;
    this.item = item;
    this.members = members;
  }

  /// The members of an object.
  ///
  /// @param path where the object stands, for messages; empty for the outermost
  public static Fields of(String path, Json json) {
    return of(null, path, NO_ITEM, json);
  }

  private static Fields of(@Nullable Fields outer, String name, int item, Json json) {
    if (!(json instanceof Json.Obj(Map<String, Json> members))) {
      String path = path(outer, name, item);
      throw new MalformedException((path.isEmpty() ? "payload" : path) + " is not an object");
    }
    return new Fields(outer, name, item, members);
  }

  /// Put together only where a refusal names it.
  private static String path(@Nullable Fields outer, String name, int item) {
    String own = item == NO_ITEM ? name : name + "[" + item + "]";
    return outer == null ? own : outer.join(own);
  }

  /// True where the member is there; it still has to be read.
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /// A text of 1 to [Limits#textLengthMax] characters.
  public String text(String name) {
    if (!(take(name) instanceof Json.Text(String value))) {
      throw malformed(name, "is not a text");
    }
    if (value.isEmpty() || value.length() > Limits.STANDARD.textLengthMax()) {
      throw malformed(name, "is empty or too long");
    }
    return value;
  }

  /// An id, turned into its type.
  public <T> T id(String name, Function<String, T> type) {
    String value = text(name);
    if (!Identifiers.isId(value)) {
      throw malformed(name, "is not an id");
    }
    return type.apply(value);
  }

  /// A whole number from 0 written as a decimal string without leading zeros.
  public long count(String name) {
    return decimal(name, text(name), false);
  }

  /// A whole number from 1 written as a decimal string.
  public long positive(String name) {
    long value = count(name);
    if (value == 0) {
      throw malformed(name, "must not be zero");
    }
    return value;
  }

  /// A whole number, possibly negative, written as a decimal string.
  public long signed(String name) {
    return decimal(name, text(name), true);
  }

  /// A small whole number from 0 that was written as a JSON number.
  public int small(String name) {
    if (!(take(name) instanceof Json.Whole(long value)) || value < 0 || value > 1_000_000_000) {
      throw malformed(name, "is not a whole number from 0");
    }
    return (int) value;
  }

  /// A moment in milliseconds since 1970 UTC, written as a decimal string.
  public LedgerTime time(String name) {
    long millis = count(name);
    if (millis > LedgerTime.NEVER.millis()) {
      throw malformed(name, "is out of range");
    }
    return LedgerTime.of(millis);
  }

  /// A truth value.
  public boolean truth(String name) {
    if (!(take(name) instanceof Json.Truth(boolean value))) {
      throw malformed(name, "is not true or false");
    }
    return value;
  }

  /// A digest in 64 lower-case hexadecimal digits.
  public Digest digest(String name) {
    String hex = text(name);
    try {
      return Digest.fromHex(hex);
    } catch (IllegalArgumentException e) {
      throw malformed(name, "is not a SHA-256 digest in lower-case hexadecimal digits");
    }
  }

  /// Bytes in canonical base64.
  public Bytes bytes(String name) {
    String base64 = text(name);
    try {
      return Bytes.fromBase64(base64);
    } catch (IllegalArgumentException e) {
      throw malformed(name, "is not canonical base64");
    }
  }

  /// A constant of an enum, by its name.
  public <E extends Enum<E>> E name(String name, Class<E> type) {
    String value = text(name);
    try {
      return Enum.valueOf(type, value);
    } catch (IllegalArgumentException e) {
      throw malformed(name, "is not one of " + List.of(type.getEnumConstants()));
    }
  }

  /// The members of an object inside this one; the caller ends them.
  public <T> T object(String name, Function<Fields, T> read) {
    var fields = of(this, name, NO_ITEM, take(name));
    T value = read.apply(fields);
    fields.end();
    return value;
  }

  /// A member as it is.
  public Json json(String name) {
    return take(name);
  }

  /// A list of objects.
  public <T> List<T> objects(String name, Function<Fields, T> read) {
    var values = new ArrayList<T>();
    for (Json item : items(name)) {
      var fields = of(this, name, values.size(), item);
      values.add(read.apply(fields));
      fields.end();
    }
    return List.copyOf(values);
  }

  /// A list of ids, turned into their type.
  public <T> List<T> ids(String name, Function<String, T> type) {
    var values = new ArrayList<T>();
    for (Json item : items(name)) {
      if (!(item instanceof Json.Text(String value)) || !Identifiers.isId(value)) {
        throw malformed(name, "holds something that is not an id");
      }
      values.add(type.apply(value));
    }
    return List.copyOf(values);
  }

  /// A list of texts, turned into their type, whose constructor checks the form.
  public <T> List<T> texts(String name, Function<String, T> type) {
    var values = new ArrayList<T>();
    for (Json item : items(name)) {
      if (!(item instanceof Json.Text(String value))) {
        throw malformed(name, "holds something that is not a text");
      }
      try {
        values.add(type.apply(value));
      } catch (IllegalArgumentException e) {
        throw malformed(name, "holds " + value);
      }
    }
    return List.copyOf(values);
  }

  /// A list of constants of an enum, by name.
  public <E extends Enum<E>> List<E> names(String name, Class<E> type) {
    return texts(name, value -> Enum.valueOf(type, value));
  }

  /// A map from text to text, at least one entry, such as language to wording.
  public SortedMap<String, String> texts(String name) {
    if (!(take(name) instanceof Json.Obj(Map<String, Json> entries)) || entries.isEmpty()) {
      throw malformed(name, "is not an object with at least one member");
    }
    var values = new TreeMap<String, String>();
    entries.forEach(
        (key, item) -> {
          if (!(item instanceof Json.Text(String value)) || value.isEmpty()) {
            throw malformed(name + "." + key, "is not a text");
          }
          values.put(key, value);
        });
    return values;
  }

  /// A member that may be absent.
  public <T> Optional<T> optional(String name, Function<String, T> read) {
    return has(name) ? Optional.of(read.apply(name)) : Optional.empty();
  }

  /// Ends the reading: a member that was not asked for makes the whole malformed.
  public void end() {
    for (String member : members.keySet()) {
      if (!taken.contains(member)) {
        throw malformed(member, "is not a member that belongs here");
      }
    }
  }

  private List<Json> items(String name) {
    if (!(take(name) instanceof Json.Arr(List<Json> items))) {
      throw malformed(name, "is not a list");
    }
    return items;
  }

  private long decimal(String name, String text, boolean negativeAllowed) {
    boolean negative = negativeAllowed && text.startsWith("-");
    String digits = negative ? text.substring(1) : text;
    boolean canonical =
        !digits.isEmpty()
            && digits.length() <= 19
            && isDigits(digits)
            && (digits.equals("0") ? !negative : digits.charAt(0) != '0');
    if (!canonical) {
      throw malformed(name, "is not a whole number in plain decimal digits");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw malformed(name, "does not fit 64 bits");
    }
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private Json take(String name) {
    Json value = members.get(name);
    if (value == null) {
      throw malformed(name, "is missing");
    }
    taken.add(name);
    return value;
  }

  private String join(String member) {
    String path = path(outer, name, item);
    return path.isEmpty() ? member : path + "." + member;
  }

  private MalformedException malformed(String name, String what) {
    return new MalformedException(join(name) + " " + what);
  }
}
