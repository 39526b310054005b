package io.kedge.contract;

import java.util.regex.Pattern;

/// Which command a payload holds: the members `type` and `version`.
///
/// @param name `concept.verb`, for example `note.transfer`
/// @param version from 1; a released version keeps its meaning for ever
public record CommandType(String name, int version) implements Comparable<CommandType> {
  private static final Pattern FORM = Pattern.compile("[a-z]+(-[a-z]+)*\\.[a-z]+([A-Z][a-z]+)*");

  /// Checks the form.
  public CommandType {
    if (!FORM.matcher(name).matches() || version < 1) {
      throw new IllegalArgumentException("not a command type: " + name + "/" + version);
    }
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
