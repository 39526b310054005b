package io.kedge.server.catalogue;

import io.kedge.projection.catalogue.CatalogueProjection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The read models of the catalogue.
@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {
  @Bean
  CatalogueProjection catalogueProjection() {
    return new CatalogueProjection();
  }
}
