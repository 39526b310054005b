package io.kedge.server.access;

import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Lets a request reach its method only with what the method's [Access] asks for.
final class AccessInterceptor implements HandlerInterceptor {
  static final String CALLER = Caller.class.getName();

  private final CallerSource callers;

  AccessInterceptor(CallerSource callers) {
    this.callers = callers;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!(handler instanceof HandlerMethod method) || !AccessCheck.isOurs(method)) {
      return true;
    }
    String needed = AccessCheck.needed(method);
    Optional<Caller> caller = callers.callerOf(request);
    caller.ifPresent(found -> request.setAttribute(CALLER, found));
    if (needed.equals(Access.PUBLIC)) {
      return true;
    }
    Caller known = caller.orElseThrow(() -> new Problem(ProblemCode.NOT_SIGNED_IN));
    if (!needed.equals(Access.SIGNED_IN) && !known.may(needed)) {
      throw new Problem(ProblemCode.PERMISSION_MISSING).with("permission", needed);
    }
    return true;
  }
}
