package io.kedge.party;

import java.util.regex.Pattern;

/// Which commands and documents a mandate covers: `*`, all of one concept (`order.*`), or one
/// (`order.place`).
///
/// @param text the pattern
public record CommandPattern(String text) implements Comparable<CommandPattern> {
  private static final Pattern FORM =
      Pattern.compile("\\*|[a-z]+(-[a-z]+)*\\.(\\*|[a-z]+([A-Z][a-z]+)*)");

  /// Checks the form.
  public CommandPattern {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not a command pattern: " + text);
    }
  }

  /// True where the pattern covers a command or a signed document of that type.
  ///
  /// @param name `concept.verb`, without the version
  public boolean covers(String name) {
    return text.equals("*")
        || text.equals(name)
        || (text.endsWith(".*") && name.startsWith(text.substring(0, text.length() - 1)));
  }

  @Override
  public int compareTo(CommandPattern other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
