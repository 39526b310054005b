package io.kedge.server.identity;

import java.security.SecureRandom;

/// Ids of the server's own rows: 80 random bits in letters that are not mistaken for one another.
final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 16;

  private Ids() {}

  static String fresh() {
    return letters(LENGTH);
  }

  static String letters(int count) {
    var text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
