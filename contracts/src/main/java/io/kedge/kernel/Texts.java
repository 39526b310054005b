package io.kedge.kernel;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A text that people read, in several languages, one of them binding (format.md "Texts").
///
/// In a command it is an object such as `{"binding": "zh-CN", "zh-CN": "茶", "en": "tea"}`.
///
/// @param binding the language that counts where the wordings differ
/// @param wordings language to wording; a language is written `en` or `zh-CN`
public record Texts(String binding, SortedMap<String, String> wordings) {
  /// The longest wording, in characters.
  public static final int LENGTH_MAX = 2_000;

  private static final String BINDING = "binding";

  /// Copies the wordings and checks their form.
  public Texts {
    wordings = Collections.unmodifiableSortedMap(new TreeMap<>(wordings));
    if (!wordings.containsKey(binding)) {
      throw new IllegalArgumentException("no wording in the binding language " + binding);
    }
    wordings.forEach(Texts::check);
  }

  private static void check(String language, String wording) {
    if (!language.matches("[a-z]{2,3}(-[A-Z]{2})?")) {
      throw new IllegalArgumentException("not a language: " + language);
    }
    if (wording.isEmpty() || wording.length() > LENGTH_MAX) {
      throw new IllegalArgumentException("a wording is empty or over " + LENGTH_MAX);
    }
  }

  /// A text in Chinese, which binds, and English.
  public static Texts of(String zh, String en) {
    var wordings = new TreeMap<String, String>();
    wordings.put("zh-CN", zh);
    wordings.put("en", en);
    return new Texts("zh-CN", wordings);
  }

  /// Reads a member that is such a text.
  public static Texts read(Fields fields, String name) {
    SortedMap<String, String> members = fields.texts(name);
    String binding = members.remove(BINDING);
    if (binding == null) {
      throw new MalformedException(name + ".binding is missing");
    }
    try {
      return new Texts(binding, members);
    } catch (IllegalArgumentException e) {
      throw new MalformedException(name + ": " + e.getMessage());
    }
  }

  /// The wording that counts.
  public String binds() {
    return wordings.getOrDefault(binding, "");
  }

  /// Writes it into an encoding.
  public static void write(Wire out, Texts texts) {
    out.text(texts.binding).map(texts.wordings);
  }

  /// Reads what [#write] wrote.
  public static Texts read(WireReader in) {
    return new Texts(in.text(), in.map());
  }

  /// The text as a command writes it.
  public Json.Obj json() {
    Json.Obj json = Json.Obj.empty().with(BINDING, binding);
    for (var wording : wordings.entrySet()) {
      json = json.with(wording.getKey(), wording.getValue());
    }
    return json;
  }
}
