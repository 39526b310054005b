package io.kedge.projection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// Where a list goes on: the sort key of the last row that was answered. To callers it is opaque
/// text. It grants nothing: who may see which rows is asked again with every page.
///
/// @param parts the values of the columns that the list is sorted by, as text
public record Cursor(List<String> parts) {
  private static final int PARTS_MAX = 8;

  /// Copies the parts.
  public Cursor {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.size() > PARTS_MAX) {
      throw new IllegalArgumentException("not a cursor");
    }
  }

  /// The cursor of a row.
  ///
  /// @param key the values of the columns that the list is sorted by, longs and texts
  public static Cursor of(Object... key) {
    var parts = new ArrayList<String>(key.length);
    for (Object part : key) {
      parts.add(part.toString());
    }
    return new Cursor(parts);
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException where it is not a cursor
  public static Cursor read(String text) {
    String joined = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    var parts = new ArrayList<String>();
    int at = 0;
    while (at < joined.length() && parts.size() <= PARTS_MAX) {
      int colon = joined.indexOf(':', at);
      if (colon < 0) {
        throw new IllegalArgumentException("not a cursor");
      }
      int end = colon + 1 + length(joined.substring(at, colon));
      if (end > joined.length()) {
        throw new IllegalArgumentException("not a cursor");
      }
      parts.add(joined.substring(colon + 1, end));
      at = end;
    }
    return new Cursor(parts);
  }

  private static int length(String digits) {
    if (!digits.matches("[0-9]{1,4}")) {
      throw new IllegalArgumentException("not a cursor");
    }
    return Integer.parseInt(digits);
  }

  /// As opaque text, safe in a URL.
  public String text() {
    var joined = new StringBuilder();
    for (String part : parts) {
      joined.append(part.length()).append(':').append(part);
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(joined.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// The place as values of a list's sort columns.
  ///
  /// @throws IllegalArgumentException where the cursor is of another list
  Field<?>[] values(List<? extends Field<?>> columns) {
    if (columns.size() != parts.size()) {
      throw new IllegalArgumentException("the cursor is of another list");
    }
    var values = new Field<?>[parts.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(columns.get(i), parts.get(i));
    }
    return values;
  }

  private static Field<?> value(Field<?> column, String text) {
    Class<?> type = column.getType();
    try {
      if (type == Long.class) {
        return DSL.val(Long.valueOf(text), column.getDataType());
      }
      if (type == Integer.class) {
        return DSL.val(Integer.valueOf(text), column.getDataType());
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the cursor is of another list", e);
    }
    if (type == String.class) {
      return DSL.val(text, column.getDataType());
    }
    throw new IllegalStateException("no list is sorted by a " + type.getSimpleName());
  }
}
