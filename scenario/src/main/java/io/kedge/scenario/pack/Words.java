package io.kedge.scenario.pack;

import java.util.ArrayList;
import java.util.List;

/// Splits a line into words: quoted texts, bracketed lists and braced objects are one word each.
final class Words {
  private Words() {}

  static List<String> split(Place place, String text) {
    return split(place, text, ' ');
  }

  /// The parts between separators that stand outside quotes, brackets and braces. Empty parts are
  /// left out where the separator is a space and kept otherwise.
  static List<String> split(Place place, String text, char separator) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        word.append(c);
        if (c == '\\' && i + 1 < text.length()) {
          word.append(text.charAt(++i));
        } else if (c == '"') {
          quoted = false;
        }
        continue;
      }
      if (c == separator && depth == 0) {
        finish(words, word, separator);
        continue;
      }
      quoted = c == '"';
      depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
      if (depth < 0) {
        throw new PackException(place, "a bracket closes that never opened");
      }
      word.append(c);
    }
    if (quoted || depth != 0) {
      throw new PackException(place, quoted ? "a quotation never ends" : "a bracket never closes");
    }
    finish(words, word, separator);
    return words;
  }

  private static void finish(List<String> words, StringBuilder word, char separator) {
    String value = word.toString().strip();
    if (!value.isEmpty() || separator != ' ') {
      words.add(value);
    }
    word.setLength(0);
  }

  /// The text between quotation marks, with `\"` and `\\` resolved.
  static String unquote(Place place, String word) {
    if (word.length() < 2 || word.charAt(0) != '"' || word.charAt(word.length() - 1) != '"') {
      throw new PackException(place, "expected a text in quotation marks, found " + word);
    }
    var text = new StringBuilder();
    for (int i = 1; i < word.length() - 1; i++) {
      char c = word.charAt(i);
      if (c == '\\') {
        c = word.charAt(++i);
        if (c != '"' && c != '\\') {
          throw new PackException(place, "only \\\" and \\\\ are escapes");
        }
      }
      text.append(c);
    }
    return text.toString();
  }
}
