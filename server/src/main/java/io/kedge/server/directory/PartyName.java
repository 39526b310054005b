package io.kedge.server.directory;

/// What a party is called.
///
/// @param zh in Chinese
/// @param en in other languages
public record PartyName(String zh, String en) {
  /// Checks that both are there.
  public PartyName {
    if (zh.isBlank() || en.isBlank() || zh.length() > 200 || en.length() > 200) {
      throw new IllegalArgumentException("a name has 1 to 200 characters");
    }
  }

  /// The name with all but its first character hidden, as those see it whom the person behind it
  /// does not concern.
  PartyName masked() {
    return new PartyName(first(zh) + "**", first(en) + "**");
  }

  private static String first(String name) {
    return name.substring(0, name.offsetByCodePoints(0, 1));
  }
}
