package io.kedge.server.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which passwords can be set (NIST SP 800-63B-4 §3.1.1): long enough, not one of those every
/// guesser begins with, not the name of the account. No rule about kinds of characters, and none
/// about changing them from time to time.
public final class PasswordRules {
  /// The fewest characters.
  public static final int LENGTH_MIN = 12;

  /// The most characters: more would only cost time.
  public static final int LENGTH_MAX = 128;

  private static final int KINDS_MIN = 5;
  private static final String COMMON = "common-passwords.txt";

  private final Set<String> common;

  /// The rules with the list of common passwords that comes with the program.
  public PasswordRules() {
    common = read();
  }

  /// A password as it is hashed: one Unicode form, so that every keyboard writes the same.
  public static String normal(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }

  /// Why a password cannot be set; empty where it can.
  ///
  /// @param password in its normal form
  /// @param login the name of the account it is for
  public Optional<IdentityProblem> refuse(String password, String login) {
    int length = password.codePointCount(0, password.length());
    if (length < LENGTH_MIN) {
      return Optional.of(IdentityProblem.PASSWORD_TOO_SHORT);
    }
    if (length > LENGTH_MAX) {
      return Optional.of(IdentityProblem.PASSWORD_TOO_LONG);
    }
    String plain = password.toLowerCase(Locale.ROOT);
    boolean known =
        common.contains(plain)
            || common.contains(stripped(plain))
            || plain.chars().distinct().count() < KINDS_MIN
            || runs(plain);
    if (known) {
      return Optional.of(IdentityProblem.PASSWORD_COMMON);
    }
    String name = login.toLowerCase(Locale.ROOT);
    return name.length() >= 4 && plain.contains(name)
        ? Optional.of(IdentityProblem.PASSWORD_HAS_LOGIN)
        : Optional.empty();
  }

  /// The letters a common word is left with when digits and signs around it are taken away.
  private static String stripped(String plain) {
    return plain.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
  }

  /// True where each character follows the one before, as in `abcdefghijkl`.
  private static boolean runs(String plain) {
    for (int i = 1; i < plain.length(); i++) {
      if (Math.abs(plain.charAt(i) - plain.charAt(i - 1)) > 1) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> read() {
    try (InputStream in = PasswordRules.class.getResourceAsStream(COMMON)) {
      if (in == null) {
        throw new IllegalStateException(COMMON + " is not in the program");
      }
      var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines();
      return lines
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
