package io.kedge.server.reading;

import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Turns away reads whose parameters have control characters: no id, code or cursor has any, and
/// PostgreSQL keeps no text with a NUL.
@Component
class PlainParameters implements HandlerInterceptor, WebMvcConfigurer {
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/api/v1/**");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getMethod().equals("GET")
        && request.getParameterMap().values().stream()
            .flatMap(Arrays::stream)
            .anyMatch(this::bad)) {
      throw new Problem(ProblemCode.MALFORMED, "a parameter has a control character");
    }
    return true;
  }

  private boolean bad(String value) {
    return value.chars().anyMatch(Character::isISOControl);
  }
}
