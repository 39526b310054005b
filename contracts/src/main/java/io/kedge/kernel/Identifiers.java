package io.kedge.kernel;

/// The one form of every id on the ledger: ASCII `[a-z0-9][a-z0-9._:/-]{0,95}` (format.md).
public final class Identifiers {
  /// The longest id, in characters.
  public static final int LENGTH_MAX = 96;

  private Identifiers() {}

  /// True where the text has the form of an id.
  public static boolean isId(String text) {
    int length = text.length();
    if (length == 0 || length > LENGTH_MAX || !isLetterOrDigit(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < length; i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != ':' && c != '/' && c != '-') {
        return false;
      }
    }
    return true;
  }

  /// The text itself.
  ///
  /// @throws IllegalArgumentException where it does not have the form of an id
  public static String require(String text) {
    if (!isId(text)) {
      throw new IllegalArgumentException("not an id: " + text);
    }
    return text;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
