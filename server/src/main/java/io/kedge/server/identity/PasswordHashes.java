package io.kedge.server.identity;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// Passwords at rest: Argon2id with a salt of its own for each, parameters in the text, so that
/// they can be raised later. Only a few are computed at once: each takes memory.
public final class PasswordHashes {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final int AT_ONCE = 4;

  private final Argon2PasswordEncoder encoder;
  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final String nobodys;

  /// Hashes at a given cost.
  public PasswordHashes(PasswordCost cost) {
    encoder =
        new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, cost.memoryKib(), cost.passes());
    nobodys = hash("what nobody's password is");
  }

  /// Hashes at a cost measured on this machine: about so many milliseconds each.
  public static PasswordHashes calibrated(long millisWanted) {
    var least = new PasswordHashes(PasswordCost.LEAST);
    long start = System.nanoTime();
    String unused = least.hash("how long this takes");
    long millis = (System.nanoTime() - start) / 1_000_000;
    return unused.isEmpty()
        ? least
        : new PasswordHashes(PasswordCost.calibrated(millisWanted, millis));
  }

  /// The text to keep of a password.
  public String hash(CharSequence password) {
    return inTurn(() -> kept(encoder.encode(password)));
  }

  private static String kept(@org.jspecify.annotations.Nullable String encoded) {
    if (encoded == null) {
      throw new IllegalStateException("no hash of a password");
    }
    return encoded;
  }

  /// True where the text was kept of this password. Where nothing is kept the answer is no, and
  /// takes as long: whether there is such an account cannot be told by time.
  public boolean matches(CharSequence password, Optional<String> kept) {
    return inTurn(() -> encoder.matches(password, kept.orElse(nobodys))) && kept.isPresent();
  }

  /// True where it was made at a lower cost than today's, and should be made anew at the next
  /// login.
  public boolean outdated(String kept) {
    return encoder.upgradeEncoding(kept);
  }

  private <T> T inTurn(Supplier<T> work) {
    places.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }
}
