package io.kedge.contract;

/// Which command a payload holds: the members `type` and `version`.
///
/// @param name `concept.verb`, for example `note.transfer`
/// @param version from 1; a released version keeps its meaning for ever
public record CommandType(String name, int version) implements Comparable<CommandType> {
  /// Checks the form.
  public CommandType {
    if (!hasForm(name) || version < 1) {
      throw new IllegalArgumentException("not a command type: " + name + "/" + version);
    }
  }

  /// The form `[a-z]+(-[a-z]+)*\.[a-z]+([A-Z][a-z]+)*`, without the price of a pattern: every
  /// command that comes in is asked for it.
  private static boolean hasForm(String name) {
    int dot = name.indexOf('.');
    int at = 0;
    while (at < dot) {
      int end = endOfLetters(name, at);
      if (end == at || (end < dot && name.charAt(end) != '-') || end == dot - 1) {
        return false;
      }
      at = end + 1;
    }
    if (dot < 1) {
      return false;
    }
    at = endOfLetters(name, dot + 1);
    boolean good = at > dot + 1;
    while (good && at < name.length()) {
      int end = endOfLetters(name, at + 1);
      good = name.charAt(at) >= 'A' && name.charAt(at) <= 'Z' && end > at + 1;
      at = end;
    }
    return good;
  }

  private static int endOfLetters(String name, int from) {
    int end = from;
    while (end < name.length() && name.charAt(end) >= 'a' && name.charAt(end) <= 'z') {
      end++;
    }
    return end;
  }

  /// Version 1 of a command.
  public static CommandType of(String name) {
    return new CommandType(name, 1);
  }

  @Override
  public int compareTo(CommandType other) {
    int names = name.compareTo(other.name);
    return names != 0 ? names : Integer.compare(version, other.version);
  }

  @Override
  public String toString() {
    return name + "/" + version;
  }
}
