package io.kedge.server.audit;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Puts the audit in front of everything, so that what was denied is in it too.
@Configuration(proxyBeanMethods = false)
class AuditConfiguration implements WebMvcConfigurer {
  private final AuditTrail trail;

  AuditConfiguration(AuditTrail trail) {
    this.trail = trail;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new AuditInterceptor(trail)).order(Ordered.HIGHEST_PRECEDENCE);
  }
}
