package io.kedge.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The client certificate of a request: from TLS itself, or, where a reverse proxy ends TLS and is
/// named in the settings, from the header that proxy sets. The header is not looked at otherwise:
/// anybody can write one.
final class CertificateOfRequest {
  static final String HEADER = "X-Client-Certificate";

  private static final String ATTRIBUTE = "jakarta.servlet.request.X509Certificate";

  private final Set<String> proxies;

  CertificateOfRequest(List<String> proxies) {
    this.proxies = Set.copyOf(proxies);
  }

  Optional<X509Certificate> of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof X509Certificate[] chain && chain.length > 0) {
      return Optional.of(chain[0]);
    }
    String header = request.getHeader(HEADER);
    if (header == null || !proxies.contains(request.getRemoteAddr())) {
      return Optional.empty();
    }
    String pem = URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8);
    return Optional.of(ClientCertificates.read(pem.getBytes(StandardCharsets.US_ASCII)));
  }
}
