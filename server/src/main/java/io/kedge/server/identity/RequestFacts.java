package io.kedge.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// Where the request of this thread comes from.
final class RequestFacts {
  private static final int AGENT_MAX = 200;

  private RequestFacts() {}

  /// The address of the other end; `-` outside of a request.
  static String address() {
    return request().map(HttpServletRequest::getRemoteAddr).orElse("-");
  }

  /// What the other end calls itself, cut to 200 characters.
  static String agent() {
    return request()
        .map(request -> request.getHeader("User-Agent"))
        .map(text -> text.substring(0, Math.min(text.length(), AGENT_MAX)))
        .orElse("-");
  }

  private static Optional<HttpServletRequest> request() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes now
        ? Optional.of(now.getRequest())
        : Optional.empty();
  }
}
