package io.kedge.server.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes texts that a regular expression matches: the plain ones the schemas use, of literals,
/// classes, groups, alternatives and repetitions.
final class PatternText {
  private static final int REPEAT_MAX = 6;

  private final String pattern;
  private final Random random;
  private int at;

  private PatternText(String pattern, Random random) {
    this.pattern = pattern;
    this.random = random;
  }

  /// A text that the whole pattern, between `^` and `$`, matches.
  static String of(String pattern, Random random) {
    if (!pattern.startsWith("^") || !pattern.endsWith("$")) {
      throw new IllegalArgumentException("not anchored: " + pattern);
    }
    return new PatternText(pattern.substring(1, pattern.length() - 1), random).alternatives();
  }

  private String alternatives() {
    var options = new ArrayList<String>();
    options.add(sequence());
    while (at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      options.add(sequence());
    }
    return options.get(random.nextInt(options.size()));
  }

  private String sequence() {
    var out = new StringBuilder();
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      int start = at;
      String once = atom();
      int times = times();
      int after = at;
      for (int i = 0; i < times; i++) {
        at = start;
        out.append(i == 0 && times == 1 ? once : atom());
      }
      at = after;
    }
    return out.toString();
  }

  private String atom() {
    char c = pattern.charAt(at++);
    if (c == '(') {
      String inner = alternatives();
      at++;
      return inner;
    }
    if (c == '[') {
      return String.valueOf(oneOf(characters()));
    }
    if (c == '\\') {
      return String.valueOf(pattern.charAt(at++));
    }
    return String.valueOf(c);
  }

  private List<Character> characters() {
    var all = new ArrayList<Character>();
    while (pattern.charAt(at) != ']') {
      char from = pattern.charAt(at++);
      boolean range = pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']';
      char to = range ? pattern.charAt(at + 1) : from;
      at += range ? 2 : 0;
      for (char c = from; c <= to; c++) {
        all.add(c);
      }
    }
    at++;
    return all;
  }

  private int times() {
    if (at == pattern.length()) {
      return 1;
    }
    return switch (pattern.charAt(at)) {
      case '?' -> between(0, 1, at + 1);
      case '*' -> between(0, REPEAT_MAX, at + 1);
      case '+' -> between(1, REPEAT_MAX, at + 1);
      case '{' -> counted();
      default -> 1;
    };
  }

  private int counted() {
    int end = pattern.indexOf('}', at);
    String[] bounds = pattern.substring(at + 1, end).split(",");
    int low = Integer.parseInt(bounds[0]);
    return between(low, bounds.length == 1 ? low : Integer.parseInt(bounds[1]), end + 1);
  }

  private int between(int low, int high, int next) {
    at = next;
    return low + random.nextInt(high - low + 1);
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
