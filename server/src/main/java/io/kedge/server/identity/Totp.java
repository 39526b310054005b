package io.kedge.server.identity;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import io.kedge.kernel.Bytes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/// One-time codes by time (RFC 6238): six digits, SHA-1, a step of 30 seconds, as every
/// authenticator app makes them. A code of the step before or after passes as well, since clocks
/// drift; a code of a step that was used, or of one before it, never passes again.
public final class Totp {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SECRET_BYTES = 20;
  private static final int DIGITS = 6;
  private static final long STEP_MILLIS = 30_000;
  private static final long DRIFT_STEPS = 1;

  private final HmacOneTimePasswordGenerator generator;

  /// Codes of six digits.
  public Totp() {
    generator = new HmacOneTimePasswordGenerator(DIGITS);
  }

  /// A fresh secret.
  public static Bytes newSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return Bytes.wrap(secret);
  }

  /// The step in which a code passes; empty where it does not.
  ///
  /// @param secret the account's secret
  /// @param code what was typed
  /// @param usedStep the last step in which a code passed; none before it passes again
  /// @param now epoch milliseconds
  public OptionalLong accept(Bytes secret, String code, OptionalLong usedStep, long now) {
    long current = Math.floorDiv(now, STEP_MILLIS);
    OptionalLong accepted = OptionalLong.empty();
    for (long step = current - DRIFT_STEPS; step <= current + DRIFT_STEPS; step++) {
      boolean fresh = usedStep.isEmpty() || step > usedStep.getAsLong();
      if (same(code(secret, step), code) && fresh && accepted.isEmpty()) {
        accepted = OptionalLong.of(step);
      }
    }
    return accepted;
  }

  /// The code of a moment, as the app of its owner shows it.
  public String codeAt(Bytes secret, long now) {
    return code(secret, Math.floorDiv(now, STEP_MILLIS));
  }

  /// The address that an app reads from a QR code.
  public static String uri(Bytes secret, String issuer, String login) {
    String label = encoded(issuer) + ":" + encoded(login);
    return "otpauth://totp/%s?secret=%s&issuer=%s&digits=%d&period=%d"
        .formatted(label, base32(secret), encoded(issuer), DIGITS, STEP_MILLIS / 1000);
  }

  /// The secret as people type it.
  public static String base32(Bytes secret) {
    return Base32.toBase32String(secret.toArray()).replace("=", "");
  }

  private String code(Bytes secret, long step) {
    try {
      var key = new SecretKeySpec(secret.toArray(), "RAW");
      return generator.generateOneTimePasswordString(key, step);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("every secret is a key of HMAC", e);
    }
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
