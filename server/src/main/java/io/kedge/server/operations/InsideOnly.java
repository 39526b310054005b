package io.kedge.server.operations;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/// Metrics and other insides are for this machine, or for those who have the token. What passed a
/// proxy is not of this machine, wherever the proxy runs. Health alone is for everybody: it says up
/// or down, no more.
final class InsideOnly extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";

  private final Optional<String> token;

  InsideOnly(Optional<String> token) {
    this.token = token;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isHealth(request.getRequestURI()) || isInside(request) || hasToken(request)) {
      chain.doFilter(request, response);
    } else {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND); // whether it is here is nobody's affair
    }
  }

  private static boolean isHealth(String path) {
    return path.equals("/actuator/health/readiness") || path.equals("/actuator/health/liveness");
  }

  private static boolean isInside(HttpServletRequest request) throws IOException {
    return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
        && request.getHeader("X-Forwarded-For") == null
        && request.getHeader("Forwarded") == null;
  }

  private boolean hasToken(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    return token.isPresent()
        && header != null
        && header.startsWith(BEARER)
        && MessageDigest.isEqual(
            bytes(header.substring(BEARER.length()).strip()), bytes(token.get()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
