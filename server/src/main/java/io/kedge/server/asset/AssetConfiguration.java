package io.kedge.server.asset;

import io.kedge.projection.asset.AssetProjection;
import io.kedge.projection.attestation.AttestationProjection;
import io.kedge.projection.freeze.FreezeProjection;
import io.kedge.projection.reduction.ReductionProjection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The read models of assets and of what is said, frozen and taken off them.
@Configuration(proxyBeanMethods = false)
class AssetConfiguration {
  @Bean
  AssetProjection assetProjection() {
    return new AssetProjection();
  }

  @Bean
  AttestationProjection attestationProjection() {
    return new AttestationProjection();
  }

  @Bean
  FreezeProjection freezeProjection() {
    return new FreezeProjection();
  }

  @Bean
  ReductionProjection reductionProjection() {
    return new ReductionProjection();
  }
}
