package io.kedge.server.reading;

import io.kedge.projection.Projection;
import io.kedge.projection.ProjectionGroup;
import io.kedge.projection.offering.OfferingProjections;
import io.kedge.projection.trading.TradingProjections;
import io.kedge.projection.voucher.VoucherProjections;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/// Hands over the read models of value, and gives every read an ETag.
@Configuration(proxyBeanMethods = false)
class ReadingConfiguration {
  @Bean
  Projection valueProjections() {
    return new ProjectionGroup(
        "value",
        Stream.of(VoucherProjections.all(), TradingProjections.all(), OfferingProjections.all())
            .flatMap(List::stream)
            .toList());
  }

  /// Who has an answer already is told so in a few bytes. Streams and downloads pass as they are.
  @Bean
  FilterRegistrationBean<ShallowEtagHeaderFilter> etags() {
    var filter =
        new ShallowEtagHeaderFilter() {
          @Override
          protected boolean shouldNotFilter(HttpServletRequest request) {
            return !request.getMethod().equals("GET")
                || request.getRequestURI().endsWith("/stream");
          }
        };
    var registration = new FilterRegistrationBean<ShallowEtagHeaderFilter>(filter);
    registration.addUrlPatterns("/api/v1/*");
    return registration;
  }
}
