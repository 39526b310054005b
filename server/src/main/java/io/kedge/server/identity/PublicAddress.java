package io.kedge.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;

/// The address of this server as people see it: the one of the settings, or the one of the request
/// where none is set. Passkeys are bound to it.
final class PublicAddress {
  private final Optional<URI> set;

  PublicAddress(Optional<String> set) {
    this.set = set.map(URI::create);
  }

  /// Scheme, host and port, without a path.
  URI of(HttpServletRequest request) {
    return set.orElseGet(() -> ofRequest(request));
  }

  /// True where people see `https`.
  boolean secure(HttpServletRequest request) {
    return "https".equals(of(request).getScheme());
  }

  private static URI ofRequest(HttpServletRequest request) {
    int port = request.getServerPort();
    boolean usual = port == (request.isSecure() ? 443 : 80);
    return URI.create(
        request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port));
  }
}
