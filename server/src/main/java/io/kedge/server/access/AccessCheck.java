package io.kedge.server.access;

import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Stops the start where a controller method does not say who may call it.
final class AccessCheck implements SmartInitializingSingleton {
  private final RequestMappingHandlerMapping mapping;

  AccessCheck(RequestMappingHandlerMapping mapping) {
    this.mapping = mapping;
  }

  static boolean isOurs(HandlerMethod method) {
    return method.getBeanType().getName().startsWith("io.kedge.");
  }

  static String needed(HandlerMethod method) {
    return Objects.requireNonNull(method.getMethodAnnotation(Access.class), method.toString())
        .value();
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<String> silent =
        mapping.getHandlerMethods().values().stream()
            .filter(AccessCheck::isOurs)
            .filter(method -> !method.hasMethodAnnotation(Access.class))
            .map(HandlerMethod::toString)
            .sorted()
            .toList();
    if (!silent.isEmpty()) {
      throw new IllegalStateException("who may call these? @Access is missing: " + silent);
    }
  }
}
