package io.kedge.server.operations;

import io.kedge.server.ServerSettings;
import io.kedge.server.Tls;
import io.kedge.server.backup.BackupProgram;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Puts the parts of this package together.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(OperationsSettings.class)
class OperationsConfiguration {
  @Bean
  FilterRegistrationBean<InsideOnly> insideOnly(OperationsSettings settings) {
    var filter = new FilterRegistrationBean<>(new InsideOnly(token(settings)));
    filter.addUrlPatterns("/actuator/*");
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  private static Optional<String> token(OperationsSettings settings) {
    if (settings.metricsToken().isPresent()) {
      return settings.metricsToken();
    }
    String file = System.getenv("KEDGE_METRICS_TOKEN_FILE");
    if (file == null || !Files.exists(Path.of(file))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(Path.of(file)).strip()).filter(token -> !token.isEmpty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Bean
  MeterBinder fileMeters(ServerSettings settings) {
    return registry -> {
      fileTime(
          registry,
          "kedge.backup.last",
          "When the last backup was finished, since 1970; 0 before the first.",
          () -> lastModified(settings.data().resolve(BackupProgram.LAST)));
      Tls.of(settings.data())
          .ifPresent(
              tls ->
                  fileTime(
                      registry,
                      "kedge.tls.certificate.expiry",
                      "When the TLS certificate ends, since 1970.",
                      tls::expiryMillis));
    };
  }

  private static void fileTime(
      MeterRegistry registry, String name, String what, java.util.function.Supplier<Number> time) {
    TimeGauge.builder(name, time, TimeUnit.MILLISECONDS).description(what).register(registry);
  }

  private static long lastModified(Path file) {
    try {
      return Files.exists(file) ? Files.getLastModifiedTime(file).toMillis() : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
