package io.kedge.scenario.pack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Reads values: inline (`[a, b]`, `{x: 1}`, one word, or a function with its arguments) and as
/// blocks of indented members or `-` items.
final class ValueReader {
  private ValueReader() {}

  /// A value written on one line.
  static Value inline(Place place, String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      var items = new ArrayList<Value>();
      for (String part : parts(place, text)) {
        items.add(inline(place, part));
      }
      return new Value.Items(items);
    }
    if (text.startsWith("{") && text.endsWith("}")) {
      var members = new LinkedHashMap<String, Value>();
      for (String part : parts(place, text)) {
        member(place, part, List.of(), members);
      }
      return new Value.Obj(members);
    }
    return words(place, Words.split(place, text), Value.Obj.EMPTY);
  }

  /// The members written one per line.
  static Value.Obj members(List<Line> lines) {
    var members = new LinkedHashMap<String, Value>();
    for (Line line : lines) {
      member(line.place(), line.text(), line.children(), members);
    }
    return new Value.Obj(members);
  }

  private static void member(
      Place place, String text, List<Line> children, LinkedHashMap<String, Value> into) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? "" : text.substring(0, colon);
    if (!name.matches("@?[A-Za-z][A-Za-z0-9_.-]*")) {
      throw new PackException(place, "expected `member: value`, found `" + text + "`");
    }
    if (into.containsKey(name)) {
      throw new PackException(place, "the member " + name + " stands here twice");
    }
    into.put(name, value(place, text.substring(colon + 1).strip(), children));
  }

  /// A value that may go on in the lines below it.
  static Value value(Place place, String text, List<Line> children) {
    if (children.isEmpty()) {
      if (text.isEmpty()) {
        throw new PackException(place, "the member has no value");
      }
      return inline(place, text);
    }
    if (!text.isEmpty()) {
      return words(place, Words.split(place, text), members(children));
    }
    return children.getFirst().text().startsWith("- ") ? items(children) : members(children);
  }

  private static Value items(List<Line> lines) {
    var items = new ArrayList<Value>();
    for (Line line : lines) {
      if (!line.text().startsWith("- ")) {
        throw new PackException(line.place(), "every item of this list begins with `- `");
      }
      items.add(item(line));
    }
    return new Value.Items(items);
  }

  /// `- name: value` begins an object whose further members stand indented below; anything else
  /// after the dash is a value of its own.
  private static Value item(Line line) {
    String text = line.text().substring(2).strip();
    if (!text.matches("[A-Za-z][A-Za-z0-9_.-]*:(\\s.*)?")) {
      return value(line.place(), text, line.children());
    }
    var members = new LinkedHashMap<String, Value>();
    member(line.place(), text, List.of(), members);
    for (Line child : line.children()) {
      member(child.place(), child.text(), child.children(), members);
    }
    return new Value.Obj(members);
  }

  private static List<String> parts(Place place, String text) {
    String inner = text.substring(1, text.length() - 1).strip();
    List<String> parts = inner.isEmpty() ? List.of() : Words.split(place, inner, ',');
    if (parts.contains("")) {
      throw new PackException(place, "a comma with nothing beside it");
    }
    return parts;
  }

  private static Value words(Place place, List<String> words, Value.Obj members) {
    if (words.size() == 1 && members.members().isEmpty()) {
      return atom(place, words.getFirst());
    }
    String name = words.getFirst();
    if (!name.matches("[a-z]+(-[a-z]+)*")) {
      throw new PackException(place, "a text of several words needs quotation marks: " + name);
    }
    var arguments = new ArrayList<Value>();
    for (String word : words.subList(1, words.size())) {
      arguments.add(
          word.startsWith("[") || word.startsWith("{") ? inline(place, word) : atom(place, word));
    }
    return new Value.Call(place, name, arguments, members);
  }

  private static Value atom(Place place, String word) {
    if (word.startsWith("\"")) {
      return new Value.Text(Words.unquote(place, word));
    }
    if (word.startsWith("$")) {
      return new Value.Alias(place, Statement.alias(place, word));
    }
    return switch (word) {
      case "true" -> new Value.Truth(true);
      case "false" -> new Value.Truth(false);
      default -> new Value.Text(word);
    };
  }
}
