package io.kedge.kernel;

/// The one form of every id on the ledger: ASCII `[a-z0-9][a-z0-9._:/-]{0,95}` (format.md).
public final class Identifiers {
  /// The longest id, in characters.
  public static final int LENGTH_MAX = 96;

  /// The characters an id may have: bit n of the first word for the character n, bit n − 64 of the
  /// second.
  private static final long LOW = bits("0123456789-./:", 0);

  private static final long HIGH = bits("abcdefghijklmnopqrstuvwxyz_", 64);

  private Identifiers() {}

  private static long bits(String characters, int from) {
    return characters.chars().mapToLong(c -> 1L << (c - from)).reduce(0, (a, b) -> a | b);
  }

  /// True where the text has the form of an id.
  public static boolean isId(String text) {
    int length = text.length();
    if (length == 0 || length > LENGTH_MAX || !isLetterOrDigit(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 128 || ((c < 64 ? LOW : HIGH) >>> (c & 63) & 1) == 0) {
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
