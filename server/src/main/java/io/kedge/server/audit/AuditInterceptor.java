package io.kedge.server.audit;

import io.kedge.server.access.Caller;
import io.kedge.server.api.RequestNotes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.HandlerInterceptor;

/// Keeps every request that was to change something, once its answer is known, and says it in one
/// line of the log.
final class AuditInterceptor implements HandlerInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger("io.kedge.server.requests");
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final String BEGUN = AuditInterceptor.class.getName();

  private final AuditTrail trail;
  private final InstantSource clock = InstantSource.system();

  AuditInterceptor(AuditTrail trail) {
    this.trail = trail;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    request.setAttribute(BEGUN, clock.millis());
    return true;
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (READING.contains(request.getMethod())
        || !(request.getAttribute(BEGUN) instanceof Long begun)) {
      return;
    }
    Optional<Caller> caller = Caller.of(request);
    var entry =
        new AuditEntry(
            begun,
            caller,
            request.getRemoteAddr(),
            request.getMethod(),
            request.getRequestURI(),
            response.getStatus(),
            RequestNotes.code(request),
            RequestNotes.command(request),
            clock.millis() - begun);
    LOG.info(
        "method={} path={} status={} code={} account={} command={} ms={}",
        entry.method(),
        entry.path(),
        entry.status(),
        entry.code().orElse("-"),
        caller.map(Caller::account).orElse("-"),
        entry.commandId().map(id -> id.hex()).orElse("-"),
        entry.millis());
    trail.add(entry);
  }
}
