package io.kedge.server.access;

import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Puts [Access] and [Caller] in front of every controller.
@Configuration(proxyBeanMethods = false)
class AccessConfiguration implements WebMvcConfigurer {
  private final ObjectProvider<CallerSource> callers;

  AccessConfiguration(ObjectProvider<CallerSource> callers) {
    this.callers = callers;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new AccessInterceptor(this::callerOf));
  }

  /// Several may know a caller (sessions, keys, certificates); the first that does is asked no
  /// further. Where none is there, nobody is signed in.
  private Optional<Caller> callerOf(jakarta.servlet.http.HttpServletRequest request) {
    return callers.orderedStream().flatMap(source -> source.callerOf(request).stream()).findFirst();
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new CallerArgument());
  }

  @Bean
  AccessCheck accessCheck(
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
    return new AccessCheck(mapping);
  }
}
