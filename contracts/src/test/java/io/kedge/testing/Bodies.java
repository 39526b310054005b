package io.kedge.testing;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;

/// Small changes to the JSON body of a command, for tables of one thing wrong.
public final class Bodies {
  private Bodies() {}

  /// Strict JSON with single quotes in place of double ones, for reading in a test.
  public static Json.Obj body(String json) {
    String text = json.replace('\'', '"');
    return (Json.Obj) Json.read(Bytes.utf8(text));
  }

  /// Sets a member, there or not.
  public static UnaryOperator<Json.Obj> set(String name, Json value) {
    return body -> {
      var members = new LinkedHashMap<>(body.members());
      members.put(name, value);
      return new Json.Obj(members);
    };
  }

  /// Sets a text member, there or not.
  public static UnaryOperator<Json.Obj> set(String name, String value) {
    return set(name, new Json.Text(value));
  }

  /// Leaves a member out.
  public static UnaryOperator<Json.Obj> without(String name) {
    return body -> {
      var members = new LinkedHashMap<>(body.members());
      members.remove(name);
      return new Json.Obj(members);
    };
  }

  /// A list of texts.
  public static Json texts(String... values) {
    return Json.Arr.ofTexts(List.of(values));
  }
}
