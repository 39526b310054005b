package io.kedge.server.identity;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bouncycastle.util.encoders.Base32;

/// Ten codes on paper, for the day the phone is lost. Each has 80 random bits and passes once.
public final class RecoveryCodes {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int COUNT = 10;
  private static final int RANDOM_BYTES = 10;

  private RecoveryCodes() {}

  /// A fresh set, shown once.
  public static List<String> make() {
    return Stream.generate(RecoveryCodes::one).limit(COUNT).toList();
  }

  /// What the database keeps of a code, however it was typed.
  public static String digest(String code) {
    String plain = code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    return Digest.of(Bytes.utf8("kedge.recovery-code|" + plain)).hex();
  }

  private static String one() {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    String text = Base32.toBase32String(random);
    return String.join(
        "-", text.substring(0, 4), text.substring(4, 8), text.substring(8, 12), text.substring(12));
  }
}
