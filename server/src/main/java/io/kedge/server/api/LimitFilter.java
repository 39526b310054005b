package io.kedge.server.api;

import io.github.bucket4j.Bucket;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.databind.json.JsonMapper;

/// Takes no more of a client than its share: bytes in a request, requests in a time.
final class LimitFilter extends OncePerRequestFilter {
  private final ApiLimits limits;
  private final LocaleResolver languages;
  private final JsonMapper json;
  private final ClientBuckets buckets;

  LimitFilter(ApiLimits limits, LocaleResolver languages, JsonMapper json) {
    this.limits = limits;
    this.languages = languages;
    this.json = json;
    this.buckets = new ClientBuckets(limits.clientsRemembered(), this::newBucket);
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit
                    .capacity(limits.requestsBurst())
                    .refillGreedy(limits.requestsPerSecond(), Duration.ofSeconds(1)))
        .build();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!buckets.of(client(request)).tryConsume(1)) {
      response.setHeader("Retry-After", "1");
      turnAway(request, response, ProblemCode.TOO_MANY_REQUESTS);
      return;
    }
    String type = request.getContentType();
    boolean upload = type != null && type.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE);
    if (upload) {
      chain.doFilter(request, response); // Spring's own limit of multipart requests
    } else if (request.getContentLengthLong() > limits.bodyBytes()) {
      turnAway(request, response, ProblemCode.TOO_LARGE);
    } else {
      chain.doFilter(new BoundedBody(request, limits.bodyBytes()), response);
    }
  }

  /// Who shows something that tells it from others shares with nobody; the rest share by address.
  private static String client(HttpServletRequest request) {
    String shown = request.getHeader("Authorization");
    return shown == null
        ? request.getRemoteAddr()
        : request.getRemoteAddr() + "|" + shown.hashCode();
  }

  private void turnAway(HttpServletRequest request, HttpServletResponse response, ProblemCode code)
      throws IOException {
    response.setStatus(code.status().value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    var document = ProblemDocuments.document(new Problem(code), languages.resolveLocale(request));
    json.writeValue(response.getOutputStream(), document);
  }
}
