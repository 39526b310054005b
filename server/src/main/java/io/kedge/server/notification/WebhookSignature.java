package io.kedge.server.notification;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signature of a webhook, as standardwebhooks.com describes it: HMAC-SHA256 over
/// `id.timestamp.body`, in base64 after `v1,`. The secret is written `whsec_` and base64.
public final class WebhookSignature {
  /// How far a timestamp may be from the receiver's clock, in seconds. What is older is a replay.
  public static final long WINDOW_SECONDS = 300;

  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private static final String ALGORITHM = "HmacSHA256";

  private WebhookSignature() {}

  /// The header `webhook-signature` of a message.
  ///
  /// @param secret as it was shown when the channel was made
  /// @param id the header `webhook-id`
  /// @param seconds the header `webhook-timestamp`, seconds since 1970 UTC
  /// @param body the bytes as they are sent
  public static String sign(String secret, String id, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
      return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What a receiver checks: the signature, and that the message is not an old one sent again.
  ///
  /// @param signatures the header, which may hold several, separated by blanks
  /// @param now the receiver's clock, seconds since 1970 UTC
  public static boolean verify(
      String secret, String id, long seconds, byte[] body, String signatures, long now) {
    if (Math.abs(now - seconds) > WINDOW_SECONDS) {
      return false;
    }
    byte[] wanted = sign(secret, id, seconds, body).getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (String signature : signatures.split(" ", -1)) {
      found |= MessageDigest.isEqual(wanted, signature.getBytes(StandardCharsets.UTF_8));
    }
    return found;
  }

  /// A secret as it is written, from random bytes.
  static String secret(byte[] random) {
    return PREFIX + Base64.getEncoder().encodeToString(random);
  }
}
