package io.kedge.server.identity;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// A secret text that stands for something: a session, an API key, a link sent once. 256 random
/// bits, so that its plain SHA-256 is safe to keep in the database and nothing can be guessed.
///
/// The text is `kedge_`, the kind, `_` and 43 characters of base64url: secret scanners find it.
///
/// @param kind what it stands for
/// @param text the whole secret; never logged, shown once
public record Token(Kind kind, String text) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_BYTES = 32;
  private static final int SHOWN = 8;
  private static final Pattern FORM = Pattern.compile("kedge_([a-z]+)_[A-Za-z0-9_-]{43}");

  /// What a token can stand for.
  public enum Kind {
    /// A session of somebody who logged in.
    SESSION("ses"),
    /// A key of a program.
    API_KEY("key"),
    /// A link that sets a password, once.
    LINK("lnk");

    private final String mark;

    Kind(String mark) {
      this.mark = mark;
    }
  }

  /// A fresh token.
  public static Token make(Kind kind) {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    return new Token(kind, "kedge_" + kind.mark + "_" + secret);
  }

  /// The token of a text; empty where it has not the form of one of this kind.
  public static Optional<Token> read(Kind kind, String text) {
    var form = FORM.matcher(text);
    return form.matches() && form.group(1).equals(kind.mark)
        ? Optional.of(new Token(kind, text))
        : Optional.empty();
  }

  /// What the database keeps: SHA-256 of the text, 64 hexadecimal digits.
  public String digest() {
    return Digest.of(Bytes.utf8(text)).hex();
  }

  /// The part that may be shown later, to tell one key from another.
  public String prefix() {
    return text.substring(0, "kedge_".length() + kind.mark.length() + 1 + SHOWN);
  }

  /// Says nothing of the secret.
  @Override
  public String toString() {
    return "Token[" + kind + "]";
  }
}
