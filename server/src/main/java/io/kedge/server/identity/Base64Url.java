package io.kedge.server.identity;

import java.util.Base64;

/// Base64url without padding, as WebAuthn and OpenID Connect write bytes.
final class Base64Url {
  private Base64Url() {}

  static String of(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
